/** The form of the field: where, what, words, photographs, confirm; nothing is lost before the server has confirmed it. */
import { Alert, Button, Popconfirm } from 'antd'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { useAreaName } from '../../platform/web/area-source.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { signs } from '../observation.ts'
import { inspectionsText } from '../text.ts'
import { KeptDrafts } from './KeptDrafts.tsx'
import { dropPhoto } from './kept-photos.ts'
import { type DraftKind, type DraftState, type ObservationDraft, useDraft } from './observation-draft.ts'
import { PhotoTray } from './PhotoTray.tsx'
import { Received } from './Received.tsx'
import { type Sent, sendDraft } from './send-draft.ts'
import { ConfirmStep, SeenStep, WordsStep } from './steps.tsx'
import { WhereStep } from './WhereStep.tsx'

const fieldSearch = z.object({
  target: z.uuid().optional(),
  area: z.coerce.number().int().positive().optional(),
  site: z.uuid().optional(),
  seen: z.enum(signs).optional(),
})
const steps = ['where', 'seen', 'words', 'photos', 'confirm'] as const

export function FieldForm({ kind }: { kind: DraftKind }) {
  const { filters } = useFilters(fieldSearch)
  // another target is another record, with a draft of its own
  return <DraftForm key={`${filters.target}`} kind={kind} search={filters} />
}

function DraftForm({ kind, search }: { kind: DraftKind; search: z.output<typeof fieldSearch> }) {
  const t = useText(inspectionsText)
  const me = useMe()
  const [sent, setSent] = useState<Sent>()
  const state = useDraft(me.officialId, kind, {
    areaId: search.target ? (search.area ?? null) : null,
    siteId: search.site ?? null,
    sweepTargetId: search.target ?? null,
    seen: search.seen ? [search.seen] : [],
    step: search.seen ? steps.length - 1 : search.target ? 1 : 0,
  })
  const start = () => {
    setSent(undefined)
    state.reset()
  }
  return (
    <PageFrame title={t(kind)} lead={sent ? undefined : t('observe.lead')}>
      <div className="field-form">
        {sent ? (
          <Received sent={sent} ofSweep={search.target !== undefined && hasRole(me, 'gridWorker')} onMore={start} />
        ) : (
          <>
            <KeptDrafts except={state.draft.id} />
            <Step state={state} kind={kind} onSent={setSent} onDiscard={start} />
          </>
        )}
      </div>
    </PageFrame>
  )
}

/** Whether the question of a step is answered. */
function isAnswered(draft: ObservationDraft, step: (typeof steps)[number]): boolean {
  if (step === 'where') return draft.areaId !== null
  if (step === 'seen') return draft.seen.length > 0
  return step !== 'words' || !draft.seen.includes('other') || draft.words.trim() !== ''
}

/** Keeps the name of the place with the draft, to be read without the network. */
function useAreaNameKept({ draft, change }: DraftState): void {
  const name = useAreaName(draft.areaId ?? undefined)
  useEffect(() => {
    if (name && draft.areaName !== name) change({ areaName: name })
  })
}

type StepProps = { state: DraftState; kind: DraftKind; onSent: (sent: Sent) => void; onDiscard: () => void }

function Step({ state, kind, onSent, onDiscard }: StepProps) {
  const t = useText(inspectionsText)
  const { draft, change } = state
  useAreaNameKept(state)
  const last = steps.length - 1
  const at = draft.sent ? last : Math.min(draft.step, last)
  const step = steps[at] ?? 'where'
  const go = (to: number) => {
    change({ step: to })
    window.scrollTo({ top: 0 })
  }
  return (
    <section aria-labelledby="step-question">
      <p className="soft step-count" role="status">
        {t('step.of', { step: at + 1, steps: steps.length })}
      </p>
      <h2 id="step-question">{t(`step.${step}`)}</h2>
      {step === 'where' && <WhereStep state={state} />}
      {step === 'seen' && <SeenStep state={state} kind={kind} />}
      {step === 'words' && <WordsStep state={state} />}
      {step === 'photos' && <p className="soft">{t('photos.help')}</p>}
      {step === 'photos' && <PhotoTray state={state} />}
      {step === 'confirm' && <ConfirmStep state={state} />}
      <div className={step === 'confirm' ? 'step-acts step-last' : 'step-acts'}>
        {at > 0 && !draft.sent && (
          <Button size="large" onClick={() => go(at - 1)}>
            {t('previous')}
          </Button>
        )}
        {step !== 'confirm' && (
          <Button type="primary" size="large" disabled={!isAnswered(draft, step)} onClick={() => go(at + 1)}>
            {t('next')}
          </Button>
        )}
        {step === 'confirm' && <SendButton state={state} kind={kind} onSent={onSent} />}
      </div>
      {step === 'confirm' && <Discard state={state} onDiscard={onDiscard} />}
    </section>
  )
}

function SendButton({ state, kind, onSent }: { state: DraftState; kind: DraftKind; onSent: (sent: Sent) => void }) {
  const t = useText(inspectionsText)
  const { draft } = state
  const { act, pending, error } = useMutationAct({
    run: () => sendDraft(state, kind === 'report'),
    done: null,
    onDone: (sent: Sent) => {
      state.reset()
      onSent(sent)
    },
  })
  const nothing = draft.seen.includes('nothing')
  const word = kind === 'report' ? 'send.report' : nothing ? 'send.nothing' : 'send.observe'
  const complete = steps.every((step) => isAnswered(draft, step))
  return (
    <div className="send">
      {error && <ErrorPanel error={error} />}
      {!pending && draft.sent && <Alert type="warning" showIcon title={t('send.waiting')} />}
      <Button
        type="primary"
        size="large"
        block
        loading={pending}
        disabled={!complete}
        onClick={() => void act(undefined)}
      >
        {t(draft.sent && !pending ? 'send.again' : word)}
      </Button>
      {!draft.sent && <small className="soft">{t('send.kept')}</small>}
    </div>
  )
}

function Discard({ state, onDiscard }: { state: DraftState; onDiscard: () => void }) {
  const t = useText(inspectionsText)
  const discard = () => {
    for (const photo of state.draft.photos) void dropPhoto(photo.key)
    onDiscard()
  }
  return (
    <Popconfirm title={t('discard')} description={t('discard.ask')} onConfirm={discard}>
      <Button type="text" className="discard">
        {t('discard')}
      </Button>
    </Popconfirm>
  )
}

/** Judges one furnace (`?furnace=`), or the site, by what was seen; the server's answer names the rules it rests on. */

import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel, PageError } from '../../platform/web/ErrorPanel.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useFilters, useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { VisitRecord } from '../contract.ts'
import { mayJudge } from '../judgement.ts'
import { visitText } from '../visit-text.ts'
import { EvidenceField, noEvidence } from './EvidenceField.tsx'
import { inspections } from './inspections-client.ts'
import { JudgementCard } from './JudgementCard.tsx'

const judgeSearch = z.object({ furnace: z.uuid().optional() })

export default function JudgePage() {
  const t = useText(visitText)
  const me = useMe()
  const id = useParam('id')
  const { filters } = useFilters(judgeSearch)
  const found = useQuery({ queryKey: ['visit', id], queryFn: () => inspections.getVisit({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  const visit = found.data
  const furnace = visit.furnaces.find((one) => one.id === filters.furnace)
  const mayDo =
    visit.status === 'underway' &&
    mayJudge(
      me,
      visit.officers.map((officer) => officer.id),
    )
  return (
    <PageFrame
      title={t('judge.title', { name: furnace?.label ?? t('judge.wholeSite') })}
      lead={visit.siteName}
      actions={<ScreenLink to={`/inspections/visits/${id}`}>{t('judge.back')}</ScreenLink>}
    >
      <div className="field-form judge-form">
        {mayDo ? (
          <Judging key={filters.furnace} visit={visit} furnaceId={furnace?.id ?? null} />
        ) : (
          <EmptyPanel why="scope" words={t('judge.notNow')} />
        )}
      </div>
    </PageFrame>
  )
}

function Judging({ visit, furnaceId }: { visit: VisitRecord; furnaceId: string | null }) {
  const t = useText(visitText)
  const [evidence, setEvidence] = useState(noEvidence)
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  const [note, setNote] = useState('')
  const [madeId, setMadeId] = useState<string>()
  const { act, pending, error } = useMutationAct({
    run: () =>
      inspections.judge({
        visitId: visit.id,
        furnaceId,
        evidence,
        photoIds: files.map((file) => file.id),
        note: note.trim() || null,
      }),
    done: t('judge.done'),
    onDone: (answer) => {
      setMadeId(answer.id)
      window.scrollTo({ top: 0 })
    },
  })
  if (madeId) return <Result visit={visit} judgementId={madeId} />
  return (
    <>
      <p className="soft">{t('judge.help')}</p>
      <EvidenceField value={evidence} onChange={setEvidence} />
      <h3 className="step-part">{t('judge.photos')}</h3>
      <FilePick
        areaId={visit.areaId}
        purpose="evidence"
        files={files}
        onChange={setFiles}
        accept="image/*"
        camera
        label={t('takePhotos')}
      />
      <h3 className="step-part">{t('judge.note')}</h3>
      <Input.TextArea
        aria-label={t('judge.note')}
        rows={2}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {error && <ErrorPanel error={error} />}
      <Button
        type="primary"
        size="large"
        block
        loading={pending}
        disabled={files.length === 0}
        onClick={() => void act(undefined)}
        className="form-end"
      >
        {t('judge.sign')}
      </Button>
    </>
  )
}

/** The answer as it was recorded, and the way on. */
function Result({ visit, judgementId }: { visit: VisitRecord; judgementId: string }) {
  const t = useText(visitText)
  const made = visit.judgements.find((row) => row.id === judgementId)
  const next = visit.furnaces.find((furnace) => furnace.judgement === null && furnace.id !== made?.furnaceId)
  const address = `/inspections/visits/${visit.id}`
  return (
    <>
      <h2>{t('judge.result')}</h2>
      {made ? <JudgementCard judgement={made} visit={visit} /> : <PageSkeleton />}
      <div className="acts form-end">
        {next && (
          <LinkButton to={`${address}/judge?furnace=${next.id}`} primary>
            {t('judge.next', { name: next.label })}
          </LinkButton>
        )}
        <LinkButton to={address}>{t('judge.back')}</LinkButton>
      </div>
    </>
  )
}

/**
 * Requests for an identity or a video that wait for my half: purpose, case, who asks; my half given or refused. And the videos I opened,
 * to make stills of them.
 */
import { Skeleton } from 'antd'
import { useState } from 'react'
import { ActButton } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { IdentityOpening } from '../custodian-contract.ts'
import { custodianText } from '../custodian-text.ts'
import type { Key } from '../key-file.ts'
import { KeyFields } from './KeyFields.tsx'
import { MoreOpenings } from './MoreOpenings.tsx'
import { OpenLetters } from './OpenLetters.tsx'
import { custodians } from './office-client.ts'
import { fault, type KeyValues, loadEnvelope, readKey } from './sealing.ts'
import { useOpenings } from './use-openings.ts'

export function AnswerRequests() {
  const t = useText(custodianText)
  const waiting = useOpenings({ mine: 'toAnswer' })
  const videos = useOpenings({ mine: 'toOpen' })
  return (
    <>
      <h2 className="part">{t('requests')}</h2>
      <p className="soft">{t('requestsHelp')}</p>
      {waiting.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {waiting.isError && <ErrorPanel error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.rows?.length === 0 && <p className="soft">{t('requestsNone')}</p>}
      {waiting.rows?.map((opening) => (
        <Request key={opening.id} opening={opening} />
      ))}
      <MoreOpenings openings={waiting} />
      {(videos.rows?.length ?? 0) > 0 && <h2 className="part">{t('myVideos')}</h2>}
      {videos.rows?.map((opening) => (
        <section key={opening.id} className="tip-form">
          <RequestFacts opening={opening} />
          <OpenLetters id={opening.id} video />
        </section>
      ))}
      <MoreOpenings openings={videos} />
    </>
  )
}

function RequestFacts({ opening }: { opening: IdentityOpening }) {
  const t = useText(custodianText)
  const format = useFormat()
  return (
    <Facts
      facts={[
        [t('what'), t(opening.videoId === null ? 'what.identity' : 'what.video')],
        [t('purpose'), opening.purpose],
        [t('caseReference'), [opening.outsideBody, opening.caseReference].filter(Boolean).join(' ') || undefined],
        [t('requestedBy'), opening.requestedByName],
        [t('requestedAt'), `${format.instant(opening.requestedAt)} · ${format.relative(opening.requestedAt)}`],
      ]}
    />
  )
}

function Request({ opening }: { opening: IdentityOpening }) {
  const t = useText(custodianText)
  return (
    <section className="tip-form">
      <RequestFacts opening={opening} />
      <div className="acts">
        <GiveHalves opening={opening} />
        <ActButton
          danger
          label={t('refuse')}
          confirm={t('refuseHelp')}
          reason="required"
          run={(reason) => custodians.refuseIdentity({ id: opening.id, reason })}
        />
      </div>
    </section>
  )
}

type Giving = Pick<IdentityOpening, 'id' | 'myHalf'>

/**
 * Opens the halves with my key and seals them to whoever may open. Throws `cannotOpen` where one is not for this key, `spoiled` where it
 * is not what the reporter's device made.
 */
async function resealFor({ id, myHalf }: Giving, key: Key, onProgress: (done: number, all: number) => void) {
  const { openHalf, sealHalf, toBase64, isHalf } = await loadEnvelope()
  const { recipients, rows } = await custodians.getHalves({ id })
  const given: { envelopeId: string; half: string }[] = []
  for (const { envelopeId, half, commitment } of rows) {
    const opened = await openHalf(half, key.identity).catch(() => {
      throw fault('cannotOpen')
    })
    if (myHalf !== null && !isHalf(opened, myHalf, commitment)) throw fault('spoiled')
    given.push({ envelopeId, half: toBase64(await sealHalf(opened, recipients)) })
    onProgress(given.length, rows.length)
  }
  return given
}

function GiveHalves({ opening }: { opening: IdentityOpening }) {
  const t = useText(custodianText)
  const { id, videoId, halfAGiven, halfBGiven } = opening
  const act = videoId === null ? 'give' : halfAGiven || halfBGiven ? 'giveAndOpen' : 'giveVideo'
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null)
  const run = async (values: KeyValues) => {
    const key = await readKey(values)
    const rows = await resealFor(opening, key, (done, all) => setProgress({ done, all }))
    return custodians.giveHalves({ id, rows })
  }
  return (
    <FormAct<KeyValues, unknown> primary label={t(act)} help={t(`${act}Help`)} run={run}>
      <KeyFields />
      {progress && <p role="status">{t('giving', progress)}</p>}
    </FormAct>
  )
}

/** Requests for an identity that wait for my half: purpose, case, who asks; my half given or refused. */
import { useQuery } from '@tanstack/react-query'
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
import { custodians } from './office-client.ts'
import { fault, type KeyValues, loadEnvelope, readKey } from './sealing.ts'

const waitsForMe = ({ state, myHalf, halfAGiven, halfBGiven, requestedByMe }: IdentityOpening): boolean =>
  state === 'requested' && !requestedByMe && (myHalf === 'A' ? !halfAGiven : myHalf === 'B' && !halfBGiven)

export function AnswerRequests() {
  const t = useText(custodianText)
  const openings = useQuery({ queryKey: ['openings'], queryFn: () => custodians.listOpenings({}) })
  const waiting = (openings.data?.rows ?? []).filter(waitsForMe)
  return (
    <>
      <h2 className="part">
        {t('requests')} <small className="soft">{t('requestsHelp')}</small>
      </h2>
      {openings.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {openings.isError && <ErrorPanel error={openings.error} onRetry={() => void openings.refetch()} />}
      {openings.data && waiting.length === 0 && <p className="soft">{t('requestsNone')}</p>}
      {waiting.map((opening) => (
        <Request key={opening.id} opening={opening} />
      ))}
    </>
  )
}

function Request({ opening }: { opening: IdentityOpening }) {
  const t = useText(custodianText)
  const format = useFormat()
  return (
    <section className="tip-form">
      <Facts
        facts={[
          [t('purpose'), opening.purpose],
          [t('caseReference'), [opening.outsideBody, opening.caseReference].filter(Boolean).join(' ')],
          [t('requestedBy'), opening.requestedByName],
          [t('requestedAt'), `${format.instant(opening.requestedAt)} · ${format.relative(opening.requestedAt)}`],
        ]}
      />
      <div className="acts">
        <GiveHalves id={opening.id} />
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

/** Opens the halves with my key and seals them to whoever asks. Throws `cannotOpen` where one is not for this key. */
async function resealFor(id: string, key: Key, onProgress: (done: number, all: number) => void) {
  const { openHalf, sealHalf, toBase64 } = await loadEnvelope()
  const { recipient, rows } = await custodians.getHalves({ id })
  const given: { envelopeId: string; half: string }[] = []
  for (const { envelopeId, half } of rows) {
    const opened = await openHalf(half, key.identity).catch(() => {
      throw fault('cannotOpen')
    })
    given.push({ envelopeId, half: toBase64(await sealHalf(opened, [recipient])) })
    onProgress(given.length, rows.length)
  }
  return given
}

function GiveHalves({ id }: { id: string }) {
  const t = useText(custodianText)
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null)
  const run = async (values: KeyValues) => {
    const key = await readKey(values)
    const rows = await resealFor(id, key, (done, all) => setProgress({ done, all }))
    return custodians.giveHalves({ id, rows })
  }
  return (
    <FormAct<KeyValues, unknown> primary label={t('give')} help={t('giveHelp')} run={run}>
      <KeyFields />
      {progress && <p role="status">{t('giving', progress)}</p>}
    </FormAct>
  )
}

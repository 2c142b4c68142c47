/** Requests for the identity of one tip and for stills of its videos: who has given a half, the key of the request to be saved, and what was opened. */
import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { IdentityOpening } from '../custodian-contract.ts'
import { custodianText } from '../custodian-text.ts'
import type { Key } from '../key-file.ts'
import type { TipDetail } from '../office-contract.ts'
import { useLeaveGuard } from './leaving.ts'
import { MoreOpenings } from './MoreOpenings.tsx'
import { OpenLetters } from './OpenLetters.tsx'
import { keptKeys, loadKeyFile, saveFile } from './sealing.ts'
import { useOpenings } from './use-openings.ts'

export function AskedIdentities({ tip }: { tip: TipDetail }) {
  const t = useText(custodianText)
  // whoever asked keeps the page open, because it holds the key: the answer comes to it
  const asked = useOpenings({ tipId: tip.id, waitMs: 15_000 })
  return (
    <>
      <h2 className="part">{t('asked')}</h2>
      {asked.rows?.length === 0 && <p className="soft">{t('askedNone')}</p>}
      {asked.rows?.map((opening) => (
        <Asked key={opening.id} opening={opening} />
      ))}
      <MoreOpenings openings={asked} />
    </>
  )
}

const marks = { requested: 'due', opened: 'done', refused: 'ended' } as const

function Asked({ opening }: { opening: IdentityOpening }) {
  const t = useText(custodianText)
  const format = useFormat()
  const given = (half: 'halfA' | 'halfB', yes: boolean) => `${t(half)} ${t(yes ? 'given' : 'notGiven')}`
  return (
    <section className="tip-form">
      <StatusMark status={marks[opening.state]} word={t(`opening.${opening.state}`)} />
      <Facts
        facts={[
          [t('what'), t(opening.videoId === null ? 'what.identity' : 'what.video')],
          [t('purpose'), opening.purpose],
          [t('caseReference'), [opening.outsideBody, opening.caseReference].filter(Boolean).join(' ') || undefined],
          [t('requestedBy'), `${opening.requestedByName} · ${format.instant(opening.requestedAt)}`],
          [
            t('official'),
            opening.state === 'requested'
              ? `${given('halfA', opening.halfAGiven)} · ${given('halfB', opening.halfBGiven)}`
              : undefined,
          ],
          [t('opening.refused'), opening.refuseReason ?? undefined],
        ]}
      />
      {opening.requestedByMe && opening.state === 'requested' && <KeepKey id={opening.id} />}
      {opening.videoId === null && opening.openToMe && <OpenLetters id={opening.id} />}
    </section>
  )
}

/** Offers the key of a request as a file; its private half is nowhere else. */
function KeepKey({ id }: { id: string }) {
  const key = keptKeys.get(id)
  return key ? <KeyToKeep id={id} identity={key} /> : null
}

function KeyToKeep({ id, identity }: { id: string; identity: Key }) {
  const t = useText(custodianText)
  const [saved, setSaved] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  // it stands below the fold of the drawer, and whoever has just asked must not miss it
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' })
  }, [])
  useLeaveGuard(!saved)
  const save = async () => {
    saveFile(`${t('requestFileName')}-${id.slice(-4)}.txt`, await (await loadKeyFile()).writeKeyFile(identity, ''))
    setSaved(true)
  }
  return (
    <div ref={place}>
      <Alert type="warning" showIcon title={t('keepKeyHelp')} />
      <Button onClick={() => void save()}>{t('keepKey')}</Button>
    </div>
  )
}

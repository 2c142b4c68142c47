/** The questions of an observation, one a screen. */
import { EnvironmentOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import { evidenceText } from '../evidence-text.ts'
import { signs } from '../observation.ts'
import { inspectionsText } from '../text.ts'
import type { DraftKind, DraftState } from './observation-draft.ts'
import { Tile } from './Tile.tsx'
import { useJoin } from './words.ts'

type Sign = (typeof signs)[number]

/** Signs as big tiles; `nothing` stands alone. */
export function SeenStep({ state, kind }: { state: DraftState; kind: DraftKind }) {
  const t = useText(inspectionsText)
  const e = useText(evidenceText)
  const { draft, change } = state
  const toggle = (sign: Sign) => {
    const others = draft.seen.filter((one) => one !== sign && one !== 'nothing' && sign !== 'nothing')
    const seen = draft.seen.includes(sign) ? others : [...others, sign]
    change({ seen, observedAt: new Date().toISOString() })
  }
  const offered = kind === 'report' ? signs.filter((sign) => sign !== 'nothing') : signs
  return (
    <>
      <p className="soft">{t(kind === 'report' ? 'seen.helpReport' : 'seen.help')}</p>
      <div className="tiles">
        {offered.map((sign) => (
          <Tile key={sign} pressed={draft.seen.includes(sign)} onPress={() => toggle(sign)} apart={sign === 'nothing'}>
            {e(`sign.${sign}`)}
          </Tile>
        ))}
      </div>
    </>
  )
}

export function WordsStep({ state }: { state: DraftState }) {
  const t = useText(inspectionsText)
  const { draft, change } = state
  const needed = draft.seen.includes('other')
  return (
    <>
      <p className="soft">{t(needed ? 'words.needed' : 'words.help')}</p>
      <Input.TextArea
        aria-label={t('step.words')}
        placeholder={needed ? undefined : t('words.optional')}
        rows={6}
        maxLength={4000}
        value={draft.words}
        onChange={(event) => change({ words: event.target.value })}
      />
    </>
  )
}

export function ConfirmStep({ state }: { state: DraftState }) {
  const t = useText(inspectionsText)
  const e = useText(evidenceText)
  const format = useFormat()
  const { draft } = state
  const join = useJoin()
  return (
    <>
      <Facts
        facts={[
          [t('place'), draft.areaName || null],
          [t('site'), draft.siteName ?? t('where.publicSpace')],
          [t('seen'), join(draft.seen.map((sign) => e(`sign.${sign}`)))],
          [t('words'), draft.words || null],
          [t('photos'), t('photos.count', { count: draft.photos.length })],
          [t('observedAt'), draft.observedAt && format.instant(draft.observedAt)],
        ]}
      />
      <PositionPick state={state} />
    </>
  )
}

function PositionPick({ state }: { state: DraftState }) {
  const t = useText(inspectionsText)
  const { draft, change } = state
  const [looking, setLooking] = useState<'no' | 'yes' | 'failed'>('no')
  const take = () => {
    if (!('geolocation' in navigator)) return setLooking('failed')
    setLooking('yes')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        change({ position: { lat: coords.latitude, lon: coords.longitude, accuracyM: coords.accuracy } })
        setLooking('no')
      },
      () => setLooking('failed'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    )
  }
  const found = draft.position
  return (
    <div className="position-pick">
      <strong>{t('position')}</strong>
      {found && (
        <span>
          {t('position.found', {
            lat: found.lat.toFixed(5),
            lon: found.lon.toFixed(5),
            accuracy: Math.round(found.accuracyM),
          })}
        </span>
      )}
      {!found && (
        <span className="soft">
          {t(looking === 'yes' ? 'position.taking' : looking === 'failed' ? 'position.failed' : 'position.help')}
        </span>
      )}
      {!draft.sent && (
        <Button
          icon={<EnvironmentOutlined />}
          loading={looking === 'yes'}
          onClick={found ? () => change({ position: null }) : take}
        >
          {t(found ? 'position.drop' : 'position.take')}
        </Button>
      )}
    </div>
  )
}

/** Pledges of an appointment: drawn up, confirmed by the holder, or filed with his signature. */
import { useQuery } from '@tanstack/react-query'
import { addressOf } from '../../platform/shared/address.ts'
import { ActButton, useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { type Appointment, mayAppoint, mayChangePhone } from '../appointment.ts'
import { gridContract } from '../contract.ts'
import { pledgeText } from '../pledge-text.ts'
import { gridText } from '../text.ts'
import { grid } from './grid-client.ts'

export function PledgePart({ held }: { held: Appointment }) {
  const t = useText(pledgeText)
  const format = useFormat()
  const me = useMe()
  const pledges = useQuery({ queryKey: ['pledges', held.id], queryFn: () => grid.listPledges({ id: held.id }) })
  const place = { officialId: held.officialId, path: held.areaPath, level: held.level }
  if (!pledges.data) return null
  const { rows } = pledges.data
  const [latest] = rows
  return (
    <section aria-label={t('pledges')}>
      <h2 className="part">{t('pledges')}</h2>
      {rows.length === 0 && <p className="soft">{t('none')}</p>}
      <ul className="plain-list">
        {rows.map((row) => (
          <li key={row.id}>
            <a href={addressOf(gridContract.downloadPledge, { id: row.id })}>
              {t('version', { n: row.version })} {t('document')}
            </a>{' '}
            <small className="soft">
              {row.confirmedAt ? t('confirmed', { date: format.instant(row.confirmedAt) }) : t('unconfirmed')}
              {row.scannedAt && ` · ${t('signed', { date: format.instant(row.scannedAt) })}`}
            </small>
          </li>
        ))}
      </ul>
      <div className="acts">
        {latest && latest.officialId === me.officialId && latest.confirmedAt === null && (
          <ActButton
            primary
            label={t('confirm')}
            confirm={t('confirmAsk')}
            run={() => grid.confirmPledge({ id: latest.id })}
          />
        )}
        {mayAppoint(me, place) && (
          <ActButton
            label={t('drawUp')}
            confirm={t('drawUpAsk')}
            run={() => grid.drawUpPledge({ id: held.id })}
            done={t('drawnUp')}
          />
        )}
      </div>
      {mayChangePhone(me, place) && <Scan held={held} />}
    </section>
  )
}

function Scan({ held }: { held: Appointment }) {
  const t = useText(gridText)
  const { act, error } = useMutationAct({
    run: (fileId: string) => grid.filePledge({ id: held.id, fileId }),
    done: t('pledgeFiled'),
  })
  return (
    <>
      <FilePick
        areaId={held.areaId}
        purpose="scan"
        files={[]}
        single
        accept=".pdf,image/*"
        label={t('filePledge')}
        onChange={([file]) => {
          if (file) void act(file.id)
        }}
      />
      {error && <ErrorPanel error={error} />}
    </>
  )
}

import { usePick, useText } from '../../platform/web/text.tsx'
import type { ChannelRow } from '../contract.ts'
import { publicityText } from '../text.ts'

/** The ways to report that exist today, each with where we have it from. */
export function Channels({ rows }: { rows: readonly ChannelRow[] }) {
  const t = useText(publicityText)
  const pick = usePick()
  return (
    <section aria-labelledby="report">
      <h2 id="report">{t('report')}</h2>
      <p>{t('report.help')}</p>
      <p>
        <a className="button primary" href="/public/report">
          {t('report.online')}
        </a>
      </p>
      {rows.map((row) => (
        <div key={row.key} className="panel">
          <strong>{pick(row.title)}</strong>
          <p>{pick(row.help)}</p>
          {row.kind === 'phone' && row.address && (
            <a className="button" href={`tel:${row.address}`}>
              {t('call', { number: row.address })}
            </a>
          )}
          <p className="soft">
            <small>{t('source', { source: pick(row.citation), standing: t(`standing.${row.standing}`) })}</small>
          </p>
        </div>
      ))}
    </section>
  )
}

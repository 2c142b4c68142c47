/** Matters that an office has listed in public: what, where, until when, and whether it is settled. */
import { client } from '../../platform/web/client.ts'
import { useText } from '../../platform/web/text.tsx'
import { useAnswer } from '../../platform/web/use-answer.ts'
import { publicityContract } from '../contract.ts'
import { publicityText } from '../text.ts'
import { Failed } from './Failed.tsx'

const publicity = client(publicityContract)

export function UrgingsPanel() {
  const t = useText(publicityText)
  const found = useAnswer('newest', () => publicity.listUrgings({}))
  return (
    <section aria-labelledby="urgings">
      <h2 id="urgings">{t('urgings')}</h2>
      <p>{t('urgings.help')}</p>
      {found.failed && <Failed onRetry={found.retry} />}
      {found.data?.rows.length === 0 && <p className="panel">{t('urgings.none')}</p>}
      {found.data?.rows.map((row) => (
        <article key={row.id} className="panel">
          <h3>{row.areaName}</h3>
          <p>{row.words}</p>
          <p className="soft">
            {t(`urgings.${row.listerLevel}`, { listed: row.listedOn, due: row.dueOn })}{' '}
            {row.struckOffOn === null ? t('urgings.open') : t('urgings.struckOff', { date: row.struckOffOn })}
          </p>
        </article>
      ))}
    </section>
  )
}

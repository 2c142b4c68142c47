/** The keys of the register where there is more than one: from when each signs, who announced it, and whether one was lost. */
import { dateInChina } from '../../platform/shared/calendar.ts'
import { useText } from '../../platform/web/text.tsx'
import { useAnswer } from '../../platform/web/use-answer.ts'
import { registerText } from '../register-text.ts'
import { register } from './proof-client.ts'

/** @param current the key that signs today. */
export function KeyChanges({ current }: { current: string }) {
  const t = useText(registerText)
  const { data } = useAnswer('register-keys', () => register.getKeys({}))
  if (!data || data.keys.length < 2) return null
  const inForce = data.keys.findIndex(({ key }) => key === current)
  // newest first, as one looks for it
  const rows = data.keys
    .map((row, i) => ({
      ...row,
      change: data.changes[i - 1],
      next: i > inForce,
      never: row.from !== null && row.from === data.keys[i + 1]?.from,
    }))
    .reverse()
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{t('keys.title')}</h2>
      <p>{t('keys.help')}</p>
      <ol className="panel keys">
        {rows.map(({ key, from, change, next, never }) => (
          <li key={key}>
            <strong>{from === null ? t('keys.first') : t('keys.from', { day: dateInChina(new Date(from)) })}</strong>{' '}
            {next && <span className="soft">{t('keys.next')}</span>}
            {never && <span className="soft">{t('keys.never')}</span>}
            <br />
            <span className="octets">{key}</span>
            {change?.lost && <p className="notice">{t('keys.lost')}</p>}
            {change && (
              <details>
                <summary>{t('keys.save')}</summary>
                <pre className="octets">{change.announcement}</pre>
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

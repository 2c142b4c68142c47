/** What was put right, before it is struck off: anyone may read it and object. */
import { useState } from 'react'
import { client } from '../../platform/web/client.ts'
import { useText } from '../../platform/web/text.tsx'
import { useAnswer } from '../../platform/web/use-answer.ts'
import { type PublicRectification, publicityContract } from '../contract.ts'
import { publicityText } from '../text.ts'
import { Failed } from './Failed.tsx'
import { UrgingsPanel } from './UrgingsPanel.tsx'

const publicity = client(publicityContract)

export function RectificationsPage() {
  const t = useText(publicityText)
  // the marks of the pages gone through; the last is the one on the screen
  const [trail, setTrail] = useState<readonly string[]>([''])
  const after = trail.at(-1) ?? ''
  const found = useAnswer(`page ${after}`, () => publicity.listRectifications(after ? { after } : {}))
  const next = found.data?.next ?? null
  return (
    <>
      <UrgingsPanel />
      <section aria-labelledby="rectifications" aria-live="polite">
        <h2 id="rectifications">{t('rectifications')}</h2>
        <p>{t('rectifications.help')}</p>
        {found.failed && <Failed onRetry={found.retry} />}
        {found.data?.rows.length === 0 && <p className="panel">{t('rectifications.none')}</p>}
        {found.data?.rows.map((row) => (
          <Item key={row.id} row={row} />
        ))}
        {trail.length > 1 && (
          <button type="button" className="button" onClick={() => setTrail(trail.slice(0, -1))}>
            {t('newer')}
          </button>
        )}
        {next !== null && (
          <button type="button" className="button" onClick={() => setTrail([...trail, next])}>
            {t('older')}
          </button>
        )}
      </section>
    </>
  )
}

function Item({ row }: { row: PublicRectification }) {
  const t = useText(publicityText)
  return (
    <article className="panel">
      <h3>{row.areaName}</h3>
      <dl className="facts">
        <dt>{t('rectifications.problem')}</dt>
        <dd>{row.problem}</dd>
        <dt>{t('rectifications.result')}</dt>
        <dd>{row.result}</dd>
        <dt>{t('rectifications.source')}</dt>
        <dd>{t(`source.${row.source}`)}</dd>
      </dl>
      <p className="soft">
        {t('rectifications.term', { from: row.from, until: row.until })}{' '}
        {t(row.running ? 'rectifications.running' : 'rectifications.over', { name: row.acceptedBy })}
      </p>
    </article>
  )
}

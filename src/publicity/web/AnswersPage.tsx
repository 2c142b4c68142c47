/** Who answers for a place, and how to report: one page, no account. The place lives in the address, so that it can be sent. */
import { type FormEvent, useEffect, useState } from 'react'
import { client } from '../../platform/web/client.ts'
import { useText } from '../../platform/web/text.tsx'
import { useAnswer } from '../../platform/web/use-answer.ts'
import { ResponsePlanPanel } from '../../tips/web/ResponsePlanPanel.tsx'
import { publicityContract } from '../contract.ts'
import type { PlaceRow } from '../place.ts'
import { publicityText } from '../text.ts'
import { Chain } from './Chain.tsx'
import { Channels } from './Channels.tsx'
import { Failed } from './Failed.tsx'

const publicity = client(publicityContract)
const mostPlaces = 20

type Asked = { text: string; place: string | undefined }

function readAddress(): Asked {
  const query = new URLSearchParams(window.location.search)
  const place = query.get('place') ?? ''
  return { text: query.get('text') ?? '', place: /^\d{1,9}$/.test(place) ? place : undefined }
}

/** The question in the address; Back returns to the one before. */
function useAsked(): [Asked, (next: Asked) => void] {
  const [asked, setAsked] = useState(readAddress)
  useEffect(() => {
    const follow = () => setAsked(readAddress())
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  const ask = (next: Asked) => {
    const query = new URLSearchParams({
      ...(next.text && { text: next.text }),
      ...(next.place && { place: next.place }),
    })
    window.history.pushState(null, '', `?${query}`)
    setAsked(next)
  }
  return [asked, ask]
}

const wanted = (text: string): string | undefined => text.replace(/\s+/g, '').slice(0, 40) || undefined

export function AnswersPage() {
  const [asked, ask] = useAsked()
  const found = useAnswer(wanted(asked.text), (text) => publicity.findPlaces({ text }))
  const place = useAnswer(asked.place, (id) => publicity.getPlace({ id: Number(id) }))
  const channels = useAnswer('all', () => publicity.listChannels({}))
  return (
    <>
      <PlaceSearch key={asked.text} text={asked.text} onFind={(text) => ask({ text, place: undefined })} />
      <div aria-live="polite">
        {found.failed && <Failed onRetry={found.retry} />}
        {found.data && asked.place === undefined && (
          <Found rows={found.data.rows} onChoose={(row) => ask({ text: asked.text, place: String(row.id) })} />
        )}
        {place.failed && <Failed onRetry={place.retry} />}
        {place.data && <Chain chain={place.data.chain} on={place.data.on} />}
        {place.data && asked.place !== undefined && <ResponsePlanPanel areaId={asked.place} />}
      </div>
      {channels.failed && <Failed onRetry={channels.retry} />}
      {channels.data && <Channels rows={channels.data.rows} />}
    </>
  )
}

function PlaceSearch({ text, onFind }: { text: string; onFind: (text: string) => void }) {
  const t = useText(publicityText)
  const find = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('text')
    if (typeof typed === 'string' && wanted(typed)) onFind(typed.trim())
  }
  return (
    <search>
      <form onSubmit={find}>
        <label className="field">
          <span>{t('ask')}</span>
          <input
            name="text"
            type="search"
            defaultValue={text}
            maxLength={40}
            autoComplete="off"
            enterKeyHint="search"
            required
          />
          <small className="soft">{t('ask.help')}</small>
        </label>
        <button type="submit" className="button primary">
          {t('find')}
        </button>
      </form>
    </search>
  )
}

function Found({ rows, onChoose }: { rows: readonly PlaceRow[]; onChoose: (row: PlaceRow) => void }) {
  const t = useText(publicityText)
  if (rows.length === 0) return <p className="panel">{t('none')}</p>
  return (
    <section className="panel">
      <p>{t('found', { count: rows.length })}</p>
      <ul className="list">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => onChoose(row)}>
              <strong>{row.name}</strong>
              <span className="soft">{row.within.join(' ')}</span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length >= mostPlaces && <p className="soft">{t('most', { count: mostPlaces })}</p>}
    </section>
  )
}

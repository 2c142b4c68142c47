/** Where it is: by name, by pointing, in words, or roughly where the reporter stands. */
import { useState } from 'react'
import { wordLimits } from '../report-choices.ts'
import { reportText } from '../report-text.ts'
import { CountyTiles } from './CountyTiles.tsx'
import type { Draft } from './draft.ts'
import { PlaceList } from './PlaceList.tsx'
import type { Asking } from './Question.tsx'
import { type FoundPlace, findPlaces } from './report-client.ts'
import { useWords } from './words.tsx'

export function WhereQuestion({ draft, change }: Asking) {
  const t = useWords(reportText)
  const { place } = draft
  const choose = (id: number, name: string) => change({ place: { id, name } })
  return (
    <>
      {place ? (
        <>
          <p className="chosen-place">
            <strong>{t('chosen', { name: place.name })}</strong>
            <button type="button" onClick={() => change({ place: null })}>
              {t('change')}
            </button>
          </p>
          <PlaceList within={place.id} onChoose={({ id, name }) => choose(id, `${place.name} ${name}`)} />
        </>
      ) : (
        <>
          <PlaceSearch onChoose={choose} />
          <h2>{t('where.map')}</h2>
          <CountyTiles onChoose={choose} />
        </>
      )}
      <label className="field">
        <span>{t('where.words')}</span>
        <textarea
          rows={2}
          maxLength={wordLimits.place}
          value={draft.placeWords}
          onChange={(event) => change({ placeWords: event.currentTarget.value })}
        />
        <small>{t('where.words.help')}</small>
      </label>
      <MyPosition position={draft.position} onChange={(position) => change({ position })} />
    </>
  )
}

type Search = { state: 'idle' | 'finding' | 'failed' } | { state: 'found'; rows: FoundPlace[] }

function PlaceSearch({ onChoose }: { onChoose: (id: number, name: string) => void }) {
  const t = useWords(reportText)
  const [text, setText] = useState('')
  const [search, setSearch] = useState<Search>({ state: 'idle' })
  const find = () => {
    const wanted = text.replace(/\s+/g, '').slice(0, 40)
    if (wanted === '') return
    setSearch({ state: 'finding' })
    findPlaces(wanted).then(
      ({ rows }) => setSearch({ state: 'found', rows }),
      () => setSearch({ state: 'failed' }),
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        find()
      }}
    >
      <label className="field">
        <span>{t('where.search')}</span>
        <input
          type="search"
          autoComplete="off"
          maxLength={40}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <small>{t('where.search.help')}</small>
      </label>
      <button type="submit">{t('find')}</button>
      <div aria-live="polite">
        {search.state === 'finding' && <p>{t('finding')}</p>}
        {search.state === 'failed' && <p className="notice">{t('failed')}</p>}
        {search.state === 'found' && search.rows.length === 0 && <p>{t('none')}</p>}
        {search.state === 'found' &&
          search.rows.map((row) => (
            <button
              type="button"
              key={row.id}
              className="place"
              onClick={() => onChoose(row.id, [...row.within.slice(1), row.name].join(' '))}
            >
              <strong>{row.name}</strong> <small>{row.within.join(' ')}</small>
            </button>
          ))}
      </div>
    </form>
  )
}

/** Hundredths of a degree, about a kilometre: the exact place never leaves this function. */
const rough = (degrees: number): number => Math.round(degrees * 100) / 100

function MyPosition({ position, onChange }: { position: Draft['position']; onChange: (p: Draft['position']) => void }) {
  const t = useWords(reportText)
  const [failed, setFailed] = useState(false)
  const locate = () => {
    setFailed(false)
    if (!navigator.geolocation) return setFailed(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onChange({ lat: rough(coords.latitude), lon: rough(coords.longitude) }),
      () => setFailed(true),
      { timeout: 20_000, maximumAge: 600_000 },
    )
  }
  if (position)
    return (
      <p className="chosen-place">
        <span>{t('where.me.done', position)}</span>
        <button type="button" onClick={() => onChange(null)}>
          {t('where.me.remove')}
        </button>
      </p>
    )
  return (
    <div className="field">
      <button type="button" onClick={locate}>
        {t('where.me')}
      </button>
      <small>{t('where.me.help')}</small>
      {failed && <p className="notice">{t('where.me.failed')}</p>}
    </div>
  )
}

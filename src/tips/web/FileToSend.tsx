/** One file that was picked: made ready, asked about, sealed and sent. A part of its own, loaded when it is needed. */
import { useEffect, useState } from 'react'
import { pictureText } from '../picture-text.ts'
import { Choices } from './Choices.tsx'
import { PictureEditor } from './PictureEditor.tsx'
import { closePicture, drawEdited, type Edit, openPicture, toJpeg } from './picture-edits.ts'
import type { ReceivedFile } from './report-client.ts'
import { type FileLimits, getFileLimits } from './report-client.ts'
import { useFileSending } from './use-file-sending.ts'
import { useWords } from './words.tsx'

export type FileProps = {
  file: File
  code: string
  placeAreaId: number
  countyInvolved: boolean
  onReceived: (received: ReceivedFile) => void
  onCancel: () => void
}
type Place = 'no' | 'yes' | 'unsure'
const places = ['no', 'yes', 'unsure'] as const satisfies readonly Place[]

const kindOf = ({ type }: File): 'photo' | 'video' | null =>
  type.startsWith('image/') ? 'photo' : type.startsWith('video/') ? 'video' : null

export function FileToSend(props: FileProps) {
  const t = useWords(pictureText)
  const { file, onCancel } = props
  const kind = kindOf(file)
  const [limits, setLimits] = useState<FileLimits>()
  useEffect(() => {
    // unreachable: the server says so when it is sent
    getFileLimits().then(setLimits, () => undefined)
  }, [])
  const most = limits && (kind === 'video' ? limits.videoMegabytes : limits.photoMegabytes)
  const problem =
    kind === null ? t('otherKind') : most && file.size > most * 1_048_576 ? t('tooLarge', { most }) : undefined
  if (kind === null || problem !== undefined)
    return (
      <>
        <p className="notice" role="alert">
          {problem}
        </p>
        <Cancel onCancel={onCancel} />
      </>
    )
  return kind === 'photo' ? <PhotoToSend {...props} /> : <VideoToSend {...props} />
}

function PhotoToSend(props: FileProps) {
  const t = useWords(pictureText)
  const [image, setImage] = useState<HTMLImageElement | 'unreadable'>()
  const [edits, setEdits] = useState<readonly Edit[]>([])
  useEffect(() => {
    let wanted = true
    let opened: HTMLImageElement | undefined
    openPicture(props.file).then(
      (found) => {
        opened = found
        if (wanted) setImage(found)
        else closePicture(found)
      },
      () => wanted && setImage('unreadable'),
    )
    return () => {
      wanted = false
      if (opened) closePicture(opened)
    }
  }, [props.file])
  if (image === undefined) return <p aria-live="polite">{t('edit.opening')}</p>
  if (image === 'unreadable')
    return (
      <>
        <p className="notice" role="alert">
          {t('edit.unreadable')}
        </p>
        <Cancel onCancel={props.onCancel} />
      </>
    )
  return (
    <SendPart {...props} kind="photo" reading={() => toJpeg(drawEdited(image, edits))}>
      <PictureEditor image={image} edits={edits} onChange={setEdits} />
    </SendPart>
  )
}

function VideoToSend(props: FileProps) {
  const t = useWords(pictureText)
  return (
    <SendPart {...props} kind="video" reading={async () => null}>
      <p>
        <strong>{props.file.name}</strong>
      </p>
      <p className="help">{t('video')}</p>
    </SendPart>
  )
}

type SendProps = FileProps & {
  kind: 'photo' | 'video'
  reading: () => Promise<Blob | null>
  children: React.ReactNode
}

/** The question about the place, and the sending with what can go wrong on the way. */
function SendPart({ kind, file, reading, children, ...props }: SendProps) {
  const t = useWords(pictureText)
  const [place, setPlace] = useState<Place>()
  const [asked, setAsked] = useState(false)
  const { state, begin, goOn } = useFileSending(props.onReceived)
  const send = () => {
    if (place === undefined) return setAsked(true)
    const { code, placeAreaId, countyInvolved } = props
    const facts = { code, placeAreaId, countyInvolved, kind, original: file, showsPlace: place !== 'no' }
    begin(async () => ({ ...facts, reading: await reading() }))
  }
  if (state.name === 'running' || state.name === 'waiting')
    return (
      <div className="help" aria-live="polite">
        <progress max={1} value={state.phase.share} aria-label={t('send')} />
        <p>{t(`phase.${state.phase.name}`, { percent: Math.round(state.phase.share * 100) })}</p>
        {state.name === 'waiting' && <p>{t('waiting')}</p>}
      </div>
    )
  if (state.name === 'stopped')
    return (
      <>
        <p className="notice" role="alert">
          {state.reason ?? t('stopped')}
        </p>
        {state.mayGoOn && (
          <button type="button" className="primary wide" onClick={goOn}>
            {t('again')}
          </button>
        )}
        <Cancel onCancel={props.onCancel} />
      </>
    )
  return (
    <>
      {children}
      <h2>{t(kind === 'photo' ? 'place' : 'place.video')}</h2>
      <small>{t('place.help')}</small>
      <Choices
        name="shows-place"
        choices={places.map((value) => ({ value, label: t(`place.${value}`) }))}
        chosen={place ? [place] : []}
        onChoose={setPlace}
      />
      {asked && place === undefined && (
        <p className="notice" role="alert">
          {t('place.need')}
        </p>
      )}
      <button type="button" className="primary wide" onClick={send}>
        {t('send')}
      </button>
      <Cancel onCancel={props.onCancel} />
    </>
  )
}

function Cancel({ onCancel }: { onCancel: () => void }) {
  const t = useWords(pictureText)
  return (
    <button type="button" className="wide" onClick={onCancel}>
      {t('cancel')}
    </button>
  )
}

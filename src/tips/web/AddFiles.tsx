/** Adding pictures and videos to a report that has its receipt. What makes them ready is loaded when one is picked. */
import { type ChangeEvent, type ReactNode, useState } from 'react'
import { fileText, megabytes } from '../file-text.ts'
import type { ReceivedFile } from './report-client.ts'
import { useWords } from './words.tsx'

const loadFileToSend = async () => (await import('./FileToSend.tsx')).FileToSend

type Props = {
  code: string
  placeAreaId: number
  countyInvolved: boolean
  onReceived: (received: ReceivedFile) => void
  /** What was sent before. */
  children?: ReactNode
}
type Picked = { file: File; FileToSend: Awaited<ReturnType<typeof loadFileToSend>> }

export function AddFiles({ code, placeAreaId, countyInvolved, onReceived, children }: Props) {
  const t = useWords(fileText)
  const [picked, setPicked] = useState<Picked>()
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const [received, setReceived] = useState<readonly ReceivedFile[]>([])
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    const file = input.files?.[0]
    // the same file can be picked again
    input.value = ''
    if (!file) return
    setState('loading')
    loadFileToSend().then(
      (FileToSend) => {
        setPicked({ file, FileToSend })
        setState('idle')
      },
      () => setState('failed'),
    )
  }
  const take = (one: ReceivedFile) => {
    setReceived([...received, one])
    setPicked(undefined)
    onReceived(one)
  }
  return (
    <section>
      <h2>{t('title')}</h2>
      {children}
      {received.map((one) => (
        <Received key={one.file.id} received={one} />
      ))}
      {picked ? (
        <picked.FileToSend
          {...{ code, placeAreaId, countyInvolved }}
          file={picked.file}
          onReceived={take}
          onCancel={() => setPicked(undefined)}
        />
      ) : (
        <label className="pick">
          <input type="file" accept="image/*,video/*" disabled={state === 'loading'} onChange={pick} />
          <span>{t(state === 'loading' ? 'loading' : 'pick')}</span>
        </label>
      )}
      {state === 'failed' && (
        <p className="notice" role="alert">
          {t('failed')}
        </p>
      )}
      {!picked && <p className="help">{t('help')}</p>}
    </section>
  )
}

/** The receipt of one file, as it was signed. */
function Received({ received: { file, step } }: { received: ReceivedFile }) {
  const t = useWords(fileText)
  // the server writes digest and size of each piece into the step's claim
  const said = step.claim['file'] as { [piece: string]: { sha256?: string } | null } | undefined
  const digestOf = (piece: string) => said?.[piece]?.sha256
  const [reading, sealed] = [digestOf('reading'), digestOf('sealed')]
  return (
    <div className="good" role="status">
      <strong>
        {t(file.kind)} {t('size', { size: megabytes(file.octets) })}
      </strong>
      <br />
      {t('received')}
      {reading && <small className="digest">{t('digest', { digest: reading })}</small>}
      {sealed && <small className="digest">{t('digest.sealed', { digest: sealed })}</small>}
    </div>
  )
}

/** To a hundredth, so that a small picture is not nothing. */

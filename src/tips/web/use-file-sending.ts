/** Sends a file and goes on by itself when the network comes back. */
import { useEffect, useRef, useState } from 'react'
import { pictureText } from '../picture-text.ts'
import { Differs, type FilePhase, type FileToSend, sendingOf } from './file-sending.ts'
import { useLeaveGuard } from './leaving.ts'
import { type ReceivedFile, Refused } from './report-client.ts'
import { usePick, useWords } from './words.tsx'

type State =
  | { name: 'idle' }
  | { name: 'running' | 'waiting'; phase: FilePhase }
  | { name: 'stopped'; reason: string | null; mayGoOn: boolean }

/** How often it is tried again by itself, and for how long it waits before each, in seconds. */
const waits = [2, 4, 8, 15, 30, 60]

export function useFileSending(onReceived: (received: ReceivedFile) => void) {
  const t = useWords(pictureText)
  const pick = usePick()
  const [state, setState] = useState<State>({ name: 'idle' })
  const sending = useRef<ReturnType<typeof sendingOf>>(undefined)
  const timer = useRef<number>(undefined)
  const gone = useRef(false)
  useLeaveGuard(state.name === 'running' || state.name === 'waiting')
  useEffect(
    () => () => {
      gone.current = true
      window.clearTimeout(timer.current)
    },
    [],
  )
  const run = (tries: number): void => {
    const send = sending.current
    if (!send || gone.current) return
    let phase: FilePhase = { name: 'seal', share: 0 }
    const show = (next: FilePhase) => {
      phase = next
      if (!gone.current) setState({ name: 'running', phase: next })
    }
    send(show).then(
      (received) => gone.current || onReceived(received),
      (error: unknown) => {
        if (gone.current) return
        const isOffline = error instanceof Refused && error.code === 'offline'
        const seconds = waits[tries]
        if (isOffline && seconds !== undefined) {
          setState({ name: 'waiting', phase })
          wait(seconds, () => run(tries + 1))
        } else setState({ name: 'stopped', ...whyOf(error) })
      },
    )
  }
  /** Until the time is over, or the device says that it is connected again. */
  const wait = (seconds: number, then: () => void): void => {
    const go = () => {
      window.clearTimeout(timer.current)
      window.removeEventListener('online', go)
      then()
    }
    window.addEventListener('online', go)
    timer.current = window.setTimeout(go, seconds * 1000)
  }
  const whyOf = (error: unknown): { reason: string | null; mayGoOn: boolean } => {
    if (error instanceof Differs) return { reason: t('differs'), mayGoOn: false }
    const reason = error instanceof Refused && error.sentence ? pick(error.sentence) : null
    return { reason, mayGoOn: true }
  }
  const begin = (make: () => Promise<FileToSend>): void => {
    setState({ name: 'running', phase: { name: 'seal', share: 0 } })
    make().then(
      (file) => {
        sending.current = sendingOf(file)
        run(0)
      },
      () => setState({ name: 'stopped', reason: t('edit.unreadable'), mayGoOn: false }),
    )
  }
  return { state, begin, goOn: () => run(0) }
}

import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'

type Props = { label: string; value: string | undefined; onChange: (text: string | undefined) => void }

/** How long typing rests before the list is asked. */
const restMs = 300

/** Free-text filter: keeps what is typed to itself until typing rests, so that Chinese input is never cut off; `/` leads here. */
export function SearchField({ label, value, onChange }: Props) {
  const [text, setText] = useState(value ?? '')
  const composing = useRef(false)
  const sent = useRef(value ?? '')
  useEffect(() => {
    // changed from outside: Back, or filters cleared
    if ((value ?? '') !== sent.current) setText(value ?? '')
    sent.current = value ?? ''
  }, [value])
  const send = (next: string) => {
    const wanted = next.trim()
    if (composing.current || wanted === sent.current) return
    sent.current = wanted
    onChange(wanted || undefined)
  }
  const later = useRef<number | undefined>(undefined)
  const sendLater = (next: string) => {
    window.clearTimeout(later.current)
    later.current = window.setTimeout(() => send(next), restMs)
  }
  useEffect(() => () => window.clearTimeout(later.current), [])
  return (
    <Input.Search
      className="search-field"
      aria-label={label}
      placeholder={label}
      allowClear
      maxLength={200}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        sendLater(event.target.value)
      }}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        sendLater(event.currentTarget.value)
      }}
      onSearch={send}
    />
  )
}

import { CheckOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'

type Props = { pressed: boolean; onPress: () => void; children: ReactNode; note?: ReactNode; apart?: boolean }

/** A big answer for a thumb in a glove. @param apart stands by itself, as a statement. */
export function Tile({ pressed, onPress, children, note, apart = false }: Props) {
  return (
    <button type="button" className={apart ? 'tile tile-apart' : 'tile'} aria-pressed={pressed} onClick={onPress}>
      <span className="tile-tick" aria-hidden>
        {pressed && <CheckOutlined />}
      </span>
      <span>
        {children}
        {note && <small className="soft">{note}</small>}
      </span>
    </button>
  )
}

/** The picture as it will be sent: draw a box to cover or to crop, turn it, take the last step back. */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { pictureText } from '../picture-text.ts'
import { type Box, boxBetween, drawEdited, type Edit } from './picture-edits.ts'
import { useWords } from './words.tsx'

type Props = { image: HTMLImageElement; edits: readonly Edit[]; onChange: (edits: readonly Edit[]) => void }
type Point = { x: number; y: number }

/** A box smaller than this was a slip of the finger. */
const smallest = 0.02

export function PictureEditor({ image, edits, onChange }: Props) {
  const t = useWords(pictureText)
  const [tool, setTool] = useState<'cover' | 'crop'>('cover')
  const add = (box: Box) => {
    if (box.width > smallest && box.height > smallest) onChange([...edits, { kind: tool, box }])
  }
  return (
    <>
      <div className="tools">
        {(['cover', 'crop'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className={tool === one ? 'primary' : ''}
            aria-pressed={tool === one}
            onClick={() => setTool(one)}
          >
            {t(`edit.${one}`)}
          </button>
        ))}
        <button type="button" onClick={() => onChange([...edits, { kind: 'turn' }])}>
          {t('edit.turn')}
        </button>
        <button type="button" disabled={edits.length === 0} onClick={() => onChange(edits.slice(0, -1))}>
          {t('edit.undo')}
        </button>
      </div>
      <small>{t(`edit.help.${tool}`)}</small>
      <Easel image={image} edits={edits} onBox={add} />
    </>
  )
}

function Easel({ image, edits, onBox }: Omit<Props, 'onChange'> & { onBox: (box: Box) => void }) {
  const t = useWords(pictureText)
  const place = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<{ from: Point; to: Point }>()
  useEffect(() => {
    const canvas = drawEdited(image, edits)
    canvas.setAttribute('role', 'img')
    canvas.setAttribute('aria-label', t('edit.alt'))
    const holder = place.current
    holder?.insertBefore(canvas, holder.firstChild)
    return () => canvas.remove()
  }, [image, edits, t])
  const pointOf = (event: PointerEvent<HTMLDivElement>): Point => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height }
  }
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrawn({ from: pointOf(event), to: pointOf(event) })
  }
  const end = () => {
    if (drawn) onBox(boxBetween(drawn.from, drawn.to))
    setDrawn(undefined)
  }
  const box = drawn && boxBetween(drawn.from, drawn.to)
  return (
    <div
      ref={place}
      className="easel"
      onPointerDown={begin}
      onPointerMove={(event) => drawn && setDrawn({ ...drawn, to: pointOf(event) })}
      onPointerUp={end}
      onPointerCancel={() => setDrawn(undefined)}
    >
      {box && <div className="box" style={cssOf(box)} />}
    </div>
  )
}

const cssOf = ({ x, y, width, height }: Box) => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${width * 100}%`,
  height: `${height * 100}%`,
})

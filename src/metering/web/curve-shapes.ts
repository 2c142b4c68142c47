/** Shapes of the load curve: one path for a line of thousands of steps, one for all rectangles of a band, so that a zoom stays quick. */
import { graphic } from 'echarts/core'
import type { Line, Run } from './curve-data.ts'

type Pencil = {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  rect(x: number, y: number, w: number, h: number): void
}

const StepLine = graphic.extendShape({
  type: 'stepLine',
  shape: { line: null },
  buildPath(path: Pencil, { line }: { line: Line | null }) {
    if (!line) return
    let down = false
    for (let i = 0; i < line.count; i += 2) {
      const x = line.points[i] ?? Number.NaN
      const y = line.points[i + 1] ?? Number.NaN
      if (Number.isNaN(x)) down = false
      else if (down) path.lineTo(x, y)
      else {
        path.moveTo(x, y)
        down = true
      }
    }
  },
})

const BandRects = graphic.extendShape({
  type: 'bandRects',
  shape: { runs: null, y: 0, height: 0 },
  buildPath(path: Pencil, { runs, y, height }: { runs: readonly Run[] | null; y: number; height: number }) {
    for (const [left, right] of runs ?? []) path.rect(left, y, right - left, height)
  },
})

graphic.registerShape('stepLine', StepLine)
graphic.registerShape('bandRects', BandRects)

/** Hatching for what is unknown; drawn at twice its size so that it stays sharp. */
export function hatchPattern(
  line: string,
  ground: string,
): { image: HTMLCanvasElement; repeat: 'repeat'; scaleX: number; scaleY: number } {
  const side = 16
  const image = document.createElement('canvas')
  image.width = side
  image.height = side
  const pen = image.getContext('2d')
  if (pen) {
    pen.fillStyle = ground
    pen.fillRect(0, 0, side, side)
    pen.strokeStyle = line
    pen.lineWidth = 3
    for (const shift of [-side, 0, side]) {
      pen.beginPath()
      pen.moveTo(shift - 2, side + 2)
      pen.lineTo(shift + side + 2, -2)
      pen.stroke()
    }
  }
  return { image, repeat: 'repeat', scaleX: 0.5, scaleY: 0.5 }
}

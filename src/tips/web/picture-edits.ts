/** What is done to a picture before it is sent. Every edit makes a new canvas: what it takes away is not in what is sent. */

/** Shares of 0–1 of the picture as it is at that moment. */
export type Box = { x: number; y: number; width: number; height: number }
export type Edit = { kind: 'turn' } | { kind: 'crop' | 'cover'; box: Box }

/** Longest edge in pixels of what is sent to be read. */
const longestEdge = 1600
/** What is covered is left with so few points along its longer edge. */
const coveredPoints = 6

const makeCanvas = (width: number, height: number) => {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser has no canvas')
  return { canvas, pen }
}

/** Opens a picture of the device. Throws where the browser cannot read it. */
export function openPicture(file: Blob): Promise<HTMLImageElement> {
  return new Promise((opened, failed) => {
    const image = new Image()
    const address = URL.createObjectURL(file)
    image.onload = () => opened(image)
    image.onerror = () => failed(new Error('no picture'))
    image.src = address
  })
}

export function closePicture(image: HTMLImageElement): void {
  URL.revokeObjectURL(image.src)
}

/** The picture with its edits, at most 1,600 pixels along its longer edge. */
export function drawEdited(image: HTMLImageElement, edits: readonly Edit[]): HTMLCanvasElement {
  const scale = Math.min(1, longestEdge / Math.max(image.naturalWidth, image.naturalHeight))
  const { canvas, pen } = makeCanvas(image.naturalWidth * scale, image.naturalHeight * scale)
  // what is transparent turns white, not black
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  return edits.reduce(apply, canvas)
}

function apply(from: HTMLCanvasElement, edit: Edit): HTMLCanvasElement {
  if (edit.kind === 'turn') return turn(from)
  const x = edit.box.x * from.width
  const y = edit.box.y * from.height
  const [width, height] = [edit.box.width * from.width, edit.box.height * from.height]
  if (edit.kind === 'crop') {
    const { canvas, pen } = makeCanvas(width, height)
    pen.drawImage(from, x, y, width, height, 0, 0, canvas.width, canvas.height)
    return canvas
  }
  const { canvas, pen } = makeCanvas(from.width, from.height)
  pen.drawImage(from, 0, 0)
  const few = coveredPoints / Math.max(width, height)
  const { canvas: blurred, pen: small } = makeCanvas(width * few, height * few)
  small.drawImage(from, x, y, width, height, 0, 0, blurred.width, blurred.height)
  pen.drawImage(blurred, 0, 0, blurred.width, blurred.height, x, y, width, height)
  return canvas
}

function turn(from: HTMLCanvasElement): HTMLCanvasElement {
  const { canvas, pen } = makeCanvas(from.height, from.width)
  pen.translate(canvas.width, 0)
  pen.rotate(Math.PI / 2)
  pen.drawImage(from, 0, 0)
  return canvas
}

/** A JPEG of what is to be seen and nothing else. */
export const toJpeg = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((made, failed) =>
    canvas.toBlob((blob) => (blob ? made(blob) : failed(new Error('no picture'))), 'image/jpeg', 0.82),
  )

/** The box between two points, within the picture. */
export function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  const within = (share: number) => Math.min(1, Math.max(0, share))
  const [left, right] = [within(Math.min(a.x, b.x)), within(Math.max(a.x, b.x))]
  const [top, bottom] = [within(Math.min(a.y, b.y)), within(Math.max(a.y, b.y))]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

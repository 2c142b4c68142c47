/** The table of points of one measure as an officer reads it: neighbouring boxes that give the same points are one. Pure. */

/** From (inclusive) – to (exclusive); null: open on this side. */
export type PointBox = { readonly from: number | null; readonly to: number | null; readonly points: number }

/** @param points of the box for what is not known first, then below the first edge, between edges, from the last one on. */
export function pointBoxes(edges: readonly number[], points: readonly number[]): PointBox[] {
  const boxes: PointBox[] = []
  for (const [index, each] of points.slice(1).entries()) {
    const last = boxes.at(-1)
    const to = edges[index] ?? null
    if (last && last.points === each) boxes[boxes.length - 1] = { ...last, to }
    else boxes.push({ from: edges[index - 1] ?? null, to, points: each })
  }
  return boxes
}

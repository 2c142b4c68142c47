/** Cutting a run of detection into parts by area, so that any number of workers can share it. Pure. */

export type AreaPoints = { areaPath: string; points: number }
/** Areas from–to in the order of their paths, both inclusive. */
export type DetectionPart = { fromPath: string; toPath: string; points: number }

export const partLimits = {
  /** Usage points of a part, as far as whole areas allow: some seconds of work. */
  mostPoints: 100,
  /** From this many on a part ends where a township ends. */
  enoughPoints: 50,
} as const

/** City, county and township of a path: `/1/4/37/` of `/1/4/37/912/`. */
const townshipOf = (path: string): string => path.split('/').slice(0, 4).join('/')

/**
 * Parts of neighbouring areas. An area is never cut: a village with more points than a part has is a part of its own.
 * @param areas in the order of their paths.
 */
export function cutParts(areas: readonly AreaPoints[], limits: typeof partLimits = partLimits): DetectionPart[] {
  const parts: DetectionPart[] = []
  let open: DetectionPart | undefined
  for (const { areaPath, points } of areas) {
    const isFull =
      open !== undefined &&
      (open.points + points > limits.mostPoints ||
        (open.points >= limits.enoughPoints && townshipOf(open.toPath) !== townshipOf(areaPath)))
    if (open === undefined || isFull) {
      open = { fromPath: areaPath, toPath: areaPath, points }
      parts.push(open)
    } else {
      open.toPath = areaPath
      open.points += points
    }
  }
  return parts
}

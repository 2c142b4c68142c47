/** What anyone may know of who answers for a place: name and post, township and up; never a phone, never a villager. */
import { z } from 'zod'
import { areaLevels } from '../platform/shared/permission.ts'
import { postKinds } from '../rulebook/values.ts'

export const placeRow = z.object({
  id: z.number().int(),
  name: z.string(),
  level: z.enum(areaLevels),
  /** Names of the areas above it, from the city down. */
  within: z.array(z.string()),
})
export type PlaceRow = z.infer<typeof placeRow>

/** Posts shown to the public; a liaison is internal. */
export const publicPosts = postKinds.filter(
  (post) => post !== 'liaison' && post !== 'gridWorker' && post !== 'substitute',
)

export const chainLink = z.object({
  id: z.number().int(),
  name: z.string(),
  level: z.enum(areaLevels),
  /** The office that coordinates at this level, where one is registered. */
  officeName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  /** Null for a village: its township answers for it in public. An empty list is a post nobody holds. */
  holders: z.array(z.object({ post: z.enum(postKinds), name: z.string() })).nullable(),
})
export type ChainLink = z.infer<typeof chainLink>

/** A name as somebody types it: without blanks, at most 40 characters. */
export const placeName = z
  .string()
  .max(200)
  .transform((text) => text.replace(/\s+/g, ''))
  .pipe(z.string().min(1).max(40))

/** The chain from the place up; a village is followed by its township, which names the person. */
export const chainOf = (
  areas: readonly Pick<ChainLink, 'id' | 'name' | 'level'>[],
  holders: readonly { areaId: number; post: (typeof postKinds)[number]; name: string }[],
  offices: ReadonlyMap<number, ChainLink['officeName']>,
): ChainLink[] =>
  areas.map((area) => ({
    ...area,
    officeName: offices.get(area.id) ?? null,
    holders:
      area.level === 'village'
        ? null
        : holders.filter((one) => one.areaId === area.id).map(({ post, name }) => ({ post, name })),
  }))

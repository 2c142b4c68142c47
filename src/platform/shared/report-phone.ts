/** A telephone that takes reports: in the published plan of a county, on its poster and on the boards of its places. */
import { z } from 'zod'

/** One line of at most so many characters. */
export const publicLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)

export const reportPhone = z.strictObject({
  label: publicLine(40),
  number: z
    .string()
    .trim()
    .regex(/^[\d+()\- ]{3,24}$/),
  hours: publicLine(60),
})
export type ReportPhone = z.output<typeof reportPhone>

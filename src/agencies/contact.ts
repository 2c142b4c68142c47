/** Where an official wants to be told that a matter waits: known to the person and to the program when it sends, to nobody else. */
import { z } from 'zod'

export const contact = z.object({
  email: z.email().max(200).nullable(),
  /** A mobile number of the mainland. */
  mobile: z
    .string()
    .regex(/^1[3-9]\d{9}$/)
    .nullable(),
})

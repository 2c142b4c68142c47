/** A JSON message of readings → the long CSV of the same content. Equal content gives equal bytes, in whatever order it was sent. Pure. */
import { z } from 'zod'
import { Refusal } from '../platform/shared/refusal.ts'
import { readingMinute } from './reading-time.ts'

const message = z.object({
  readings: z
    .array(
      z.object({
        account: z.string().regex(/^[^\p{C},"]{1,64}$/u),
        time: z.string().max(40),
        kW: z.number().nullable(),
      }),
    )
    .min(1)
    .max(500_000),
})

/** Refuses `bad-json`, `bad-input` {field}. Times keep their words; what is wrong with one is listed with the delivery. */
export function csvOfMessage(text: string): string {
  const parsed = message.safeParse(parseJson(text))
  if (!parsed.success) throw new Refusal('bad-input', { field: z.core.toDotPath(parsed.error.issues[0]?.path ?? []) })
  const rows = parsed.data.readings.map(({ account, time, kW }) => ({
    account,
    minute: readingMinute(time) ?? 0,
    line: `${account},${time.replace(/[,"\n\r]/g, ' ')},${kW ?? ''}`,
  }))
  const order = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
    a.account < b.account ? -1 : a.account > b.account ? 1 : a.minute - b.minute || (a.line < b.line ? -1 : 1)
  return `account,time,kW\n${rows
    .sort(order)
    .map(({ line }) => line)
    .join('\n')}\n`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad-json')
  }
}

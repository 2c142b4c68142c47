/** The contract: each operation of a module said once, for the server's routes, the OpenAPI document and the typed client. */
import { z } from 'zod'
import type { Role } from './permission.ts'

/** Who may call: anyone without account, anyone signed in, or holders of a role (the finer `may…` follows in the handler). */
export type Needs = 'anyone' | 'signedIn' | readonly Role[]

export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/api/notices/:id/receipts`; each `:name` is a field of `input`, and the rest of a path that ends in `*` is its field `*`. */
  readonly path: `/api/${string}`
  readonly needs: Needs
  /** One line for the API document. */
  readonly title: string
  readonly input: z.ZodObject
  readonly output: z.ZodType
  /**
   * `upload`: multipart, the file beside the input. `raw`: the body as it comes is the file; the handlers of both read the file before they
   * begin transactions of their own. `octets`: the body is a part of a file, of
   * at most `octetsLimit`, read whole before the transaction begins. `download`: the answer is a file.
   * `plain`: the answer is octets or text as they are, for programs to read.
   */
  readonly body?: 'upload' | 'raw' | 'octets' | 'download' | 'plain'
  /** The token of `Authorization: Bearer …` is the input's field `token`, '' where there is none; the handler knows whom it lets in. */
  readonly bearer?: true
  /** A read that leaves an event behind (who looked at a load curve). */
  readonly logged?: true
  /**
   * Where a read is not answered from the rows of the day that is looked at: `same` is of today whatever day is asked (who is signed in),
   * `none` refuses a past day (what lies outside the database).
   */
  readonly past?: 'same' | 'none'
  /** Why this list is never written into a spreadsheet. Every other list of pages has a sheet; test/exports.test.ts walks them. */
  readonly staysHere?: string
}

export type Contract = Readonly<Record<string, Operation>>
export type Input<O extends Operation> = z.output<O['input']>
export type Output<O extends Operation> = z.input<O['output']>

/** Largest body of an operation that takes octets. */
export const octetsLimit = 1_048_576

/** Keeps literal types and checks the shape. */
export const contract = <const C extends Contract>(operations: C): C => operations

/** Names of the path's parameters, in order. */
export const pathParameters = (path: string): string[] =>
  [...path.matchAll(/:([A-Za-z]+)|\*$/g)].map((m) => m[1] ?? '*')

/** One page of a list, by keyset: `next` is opaque and null at the end. */
export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.string().nullable() })

export const pageInput = {
  /** Opaque mark of where the last page ended. */
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** Path segment or query value that is an area's id. */
export const areaIdInput = z.coerce.number().int().positive().max(2_147_483_647)
/** Query flag: `true` or `false` as text. */
export const flagInput = z.enum(['true', 'false']).transform((v) => v === 'true')
/** A short free text of one line. */
export const line = z.string().trim().min(1).max(200)
/** A longer free text. */
export const words = z.string().trim().min(1).max(4000)
export const instant = z.iso.datetime({ offset: true })
export const date = z.iso.date()

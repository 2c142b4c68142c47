/** Values for any operation's input, made from its schema: acceptable ones, and rubbish of every kind. */
import { z } from 'zod'
import type { Operation } from '../src/platform/shared/contract.ts'

type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  format?: string
  pattern?: string
  minimum?: number
  exclusiveMinimum?: number
  items?: Schema
  minItems?: number
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  default?: unknown
}

/** What an identifier in a sample stands for. */
export type Ids = { uuid: string; areaId: number }

function sampleOf(schema: Schema, ids: Ids, name: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const options = schema.anyOf ?? schema.oneOf
  if (options) return sampleOf(options.find((option) => option.type !== 'null') ?? {}, ids, name)
  if (schema.allOf?.[0]) return sampleOf({ ...schema, ...schema.allOf[0], allOf: undefined } as Schema, ids, name) // merged part is a schema
  switch (schema.type) {
    case 'integer':
    case 'number':
      return /areaId|parentId/.test(name)
        ? ids.areaId
        : Math.max(schema.minimum ?? 1, schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1)
    case 'boolean':
      return true
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => sampleOf(schema.items ?? {}, ids, name))
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, part]) => [key, sampleOf(part, ids, key)]),
      )
    case 'string':
      return textOf(schema, ids)
    default:
      return 'x'
  }
}

function textOf(schema: Schema, ids: Ids): string {
  if (schema.format === 'uuid') return ids.uuid
  if (schema.format === 'date') return '2018-03-01'
  if (schema.format === 'date-time') return '2018-02-09T00:00:00Z'
  if (schema.pattern?.includes('9a-f')) return 'a'.repeat(64)
  return 'x'
}

/** An input the schema accepts as far as types go. */
export function sampleInput(operation: Operation, ids: Ids): Record<string, unknown> {
  // the input's schema is an object by the contract's type
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Schema
  const fields = sampleOf(schema, ids, '') as Record<string, unknown> // an object schema gives an object
  for (const paging of ['after', 'limit']) delete fields[paging]
  return fields
}

/** What people and programs send that no field was made for. */
export const rubbish: readonly unknown[] = [
  null,
  -1,
  1e308,
  'x'.repeat(300_000),
  '',
  '\u0000',
  '\ud800',
  "'; drop table events; --",
  '../../../../etc/passwd',
  '%2e%2e%2f',
  "=cmd|' /C calc'!A0",
  '<script>alert(1)</script>',
  {},
  { $gt: '' },
  [],
  [[[[[]]]]],
  '9999-99-99',
  '00000000-0000-0000-0000-000000000000',
  true,
]

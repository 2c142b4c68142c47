/** How a question to an operation is written as HTTP: path, query, body. Used by the web's client and by the tests. */
import type { z } from 'zod'
import { type Operation, pathParameters } from './contract.ts'

/** What the caller writes: fields before defaults are filled in. */
export type Question<O extends Operation> = z.input<O['input']>

const inQuery = (operation: Operation): boolean => operation.method === 'GET' || operation.method === 'DELETE'

/** The address of an operation with its path and query filled in. */
export function addressOf<O extends Operation>(operation: O, question: Question<O>): string {
  // every input is an object of fields by the contract's type
  const fields = { ...(question as Record<string, unknown>) }
  let path: string = operation.path
  for (const name of pathParameters(operation.path)) {
    // the rest of a path keeps its slashes
    path =
      name === '*'
        ? path.replace(/\*$/, encodeURI(String(fields[name])))
        : path.replace(`:${name}`, encodeURIComponent(String(fields[name])))
    delete fields[name]
  }
  if (!inQuery(operation)) return path
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** The fields that go into the body: none for a read, else all that are not in the path. */
export function bodyOf<O extends Operation>(operation: O, question: Question<O>): Record<string, unknown> | undefined {
  if (inQuery(operation)) return undefined
  const names = pathParameters(operation.path)
  // every input is an object of fields by the contract's type
  const fields = Object.entries(question as Record<string, unknown>)
  return Object.fromEntries(fields.filter(([name]) => !names.includes(name)))
}

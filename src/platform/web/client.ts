/** The typed client of the web, derived from the contracts: no generated code. */
import { addressOf, bodyOf, type Question } from '../shared/address.ts'
import type { Contract, Operation, Output } from '../shared/contract.ts'
import { platformRefusals } from '../shared/refusal.ts'
import { dayAsked, pastDay } from './day-shown.ts'

export type Answer<O extends Operation> = Output<O>

export type RefusalAnswer = {
  code: string
  message: { zh: string; en: string }
  details: Record<string, string | number | boolean | null>
  requestId?: string
}

/** What a screen catches: the server's refusal, or `offline` when it was not reached. */
export class ClientError extends Error {
  readonly status: number
  readonly answer: RefusalAnswer
  constructor(status: number, answer: RefusalAnswer) {
    super(answer.code)
    this.status = status
    this.answer = answer
  }
}

const offline: RefusalAnswer = {
  code: 'offline',
  message: {
    zh: '无法连接服务器，请检查网络后重试；未提交的内容仍在本页。',
    en: 'The server cannot be reached. Check the network and try again; what you entered is still on this page.',
  },
  details: {},
}

/** The address of a read on the day that is looked at; one that carries a day of its own keeps it. */
export function addressOnDay<O extends Operation>(operation: O, question: Question<O>): string {
  const asOf =
    operation.method === 'GET' && operation.needs !== 'anyone' && operation.past !== 'same' ? dayAsked() : undefined
  // every input is an object of fields by the contract's type
  const given = question as Record<string, unknown>
  return addressOf(operation, (asOf === undefined || given['asOf'] ? question : { ...given, asOf }) as Question<O>)
}

/** What a person does is refused while a past day is looked at; what was kept offline is sent nevertheless. */
export function refuseInPast(): void {
  if (pastDay() === undefined) return
  const { status, ...message } = platformRefusals['past-read-only']
  throw new ClientError(status, { code: 'past-read-only', message, details: {} })
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { credentials: 'same-origin', ...init }).catch(() => {
    throw new ClientError(0, offline)
  })
  if (response.ok) return response
  const answer: RefusalAnswer = await response.json().catch(() => offline)
  throw new ClientError(response.status, answer)
}

/** Calls an operation; throws ClientError on a refusal. */
export async function call<O extends Operation>(operation: O, question: Question<O>): Promise<Answer<O>> {
  const url = addressOnDay(operation, question)
  if (operation.method === 'GET') return (await send(url, {})).json()
  if (operation.method === 'DELETE') return (await send(url, { method: 'DELETE' })).json()
  const response = await send(url, {
    method: operation.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(bodyOf(operation, question)),
  })
  return response.json()
}

/** Sends a part of a file to an operation that takes octets. */
export async function sendOctets<O extends Operation>(
  operation: O,
  question: Question<O>,
  content: Blob,
): Promise<Answer<O>> {
  const response = await send(addressOf(operation, question), {
    method: operation.method,
    headers: { 'content-type': 'application/octet-stream' },
    body: content,
  })
  return response.json()
}

/** The file a download operation answers with. */
export async function download<O extends Operation>(operation: O, question: Question<O>): Promise<Uint8Array> {
  return new Uint8Array(await (await send(addressOnDay(operation, question), {})).arrayBuffer())
}

/** Posts to a door that is not in a contract: those of sign-in. */
export async function post(path: `/api/auth/${string}`, body: object): Promise<unknown> {
  const response = await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}

/** Sends a file with its fields to an upload operation. @param onProgress share of 0–1 that has left this device. */
export function upload<O extends Operation>(
  operation: O,
  question: Question<O>,
  file: File,
  onProgress?: (share: number) => void,
): Promise<Answer<O>> {
  const form = new FormData()
  const fields = question as Record<string, unknown> // every input is an object of fields by the contract's type
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  form.set('file', file)
  // fetch cannot tell how much has been sent
  const request = new XMLHttpRequest()
  request.open('POST', addressOf(operation, question))
  request.responseType = 'json'
  if (onProgress) request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0)
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(new ClientError(0, offline))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response)
      else reject(new ClientError(request.status, request.response ?? offline))
    }
    request.send(form)
  })
}

/** A contract's operations as functions: `const notices = client(noticesContract)`. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: (question: Question<C[K]>) => Promise<Answer<C[K]>>
}

export function client<const C extends Contract>(operations: C): Client<C> {
  const entries = Object.entries(operations).map(([name, operation]) => [
    name,
    (question: Question<Operation>) => call(operation, question),
  ])
  // one function per operation, typed by the mapped type above
  return Object.fromEntries(entries) as Client<C>
}

/**
 * What the reporting pages ask of the server. By address, as the contracts would bring the whole of zod; without cookies, so that
 * somebody who is signed in on the same device is not told by them.
 */
import type { Bilingual } from '../../platform/shared/text.ts'
import type { CustodianKeys, Envelope } from '../envelope.ts'
import type { Report } from '../tip.ts'
import type { ListedPlace, MyTip, ReportCounty, TipReceipt } from '../tip-contract.ts'
import type { Piece } from '../tip-file.ts'
import type { MyFile } from '../tip-file-contract.ts'

/** An expected "no" of the server, or `offline`. */
export class Refused extends Error {
  readonly code: string
  readonly sentence: Bilingual | null
  constructor(code: string, sentence: Bilingual | null) {
    super(code)
    this.code = code
    this.sentence = sentence
  }
}

type Asking = { method?: string; code?: string; body?: unknown; octets?: Uint8Array<ArrayBuffer> }

async function ask<T>(path: string, { method = 'GET', code, body, octets }: Asking = {}): Promise<T> {
  const headers: Record<string, string> = {}
  if (code !== undefined) headers['authorization'] = `Bearer ${code}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (octets !== undefined) headers['content-type'] = 'application/octet-stream'
  const response = await fetch(path, {
    method,
    headers,
    credentials: 'omit',
    cache: 'no-store',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(octets !== undefined && { body: octets }),
  }).catch(() => {
    throw new Refused('offline', null)
  })
  const answer: unknown = await response.json().catch(() => null)
  // the server answers by the contract whose type the caller names
  if (response.ok && answer !== null) return answer as T
  const refusal = answer as { code?: string; message?: Bilingual } | null // http-errors.ts
  throw new Refused(refusal?.code ?? 'offline', refusal?.message ?? null)
}

/** A place as the public page finds it. */
export type FoundPlace = { id: number; name: string; level: string; within: string[] }

export const findPlaces = (text: string) =>
  ask<{ rows: FoundPlace[] }>(`/api/publicity/places?text=${encodeURIComponent(text)}`)
export const listCounties = () => ask<{ rows: ReportCounty[] }>('/api/tips/counties')

export const listPlaces = (within: number) => ask<{ rows: ListedPlace[] }>(`/api/tips/places?within=${within}`)

export type SealingKeys = { keys: CustodianKeys | null; secondBody: Bilingual | null }
export const getSealingKeys = (placeAreaId: number, countyInvolved: boolean) =>
  ask<SealingKeys>(`/api/tips/sealing-keys?placeAreaId=${placeAreaId}&countyInvolved=${countyInvolved}`)

export const getChallenge = () => ask<{ challenge: string; bits: number }>('/api/tips/challenge')

type Sending = { challenge: string; answer: string; code: string; report: Report; envelope: Envelope | null }
export const sendTip = (body: Sending) => ask<TipReceipt>('/api/tips', { method: 'POST', body })

export const getMyTip = (code: string) => ask<MyTip>('/api/tips/mine', { code })

type Saying = { words: string; envelope: Envelope | null }
export const writeToOffice = (code: string, body: Saying) =>
  ask<MyTip>('/api/tips/mine/messages', { method: 'POST', code, body })
export const disputeResult = (code: string, body: Saying) =>
  ask<MyTip>('/api/tips/mine/dispute', { method: 'POST', code, body })
export const claimReward = (code: string, claimCode: string) =>
  ask<MyTip>('/api/tips/mine/reward', { method: 'POST', code, body: { claimCode } })

export type FileLimits = { photoMegabytes: number; videoMegabytes: number }
export const getFileLimits = () => ask<FileLimits>('/api/tips/files/limits')

type Announcing = {
  id: string
  kind: 'photo' | 'video'
  showsPlace: boolean
  readingOctets: number | null
  sealedOctets: number | null
  envelope: Envelope | null
}
export const announceFile = (code: string, body: Announcing) =>
  ask<{ token: string }>('/api/tips/mine/files', { method: 'POST', code, body })

/** By the token of a file, which stands in the place of the code. */
export type Arrived = { [P in Piece]: number }
export const getFileArrived = (token: string) => ask<Arrived>('/api/tips/files/arrived', { code: token })
export const addFilePart = (token: string, piece: Piece, offset: number, octets: Uint8Array<ArrayBuffer>) =>
  ask<Arrived>(`/api/tips/files/parts/${piece}/${offset}`, { method: 'POST', code: token, octets })
export type ReceivedFile = { file: MyFile; step: MyTip['steps'][number]['proof'] }
/** The part with which the file is whole: its receipt comes back at once. */
export const addLastPart = (token: string, piece: Piece, offset: number, octets: Uint8Array<ArrayBuffer>) =>
  ask<ReceivedFile>(`/api/tips/files/last/${piece}/${offset}`, { method: 'POST', code: token, octets })
export const finishFile = (token: string) =>
  ask<ReceivedFile>('/api/tips/files/finish', { method: 'POST', code: token, body: {} })

export const isDemonstration = async (): Promise<boolean> =>
  (await ask<{ demonstration?: boolean }>('/api/health')).demonstration === true

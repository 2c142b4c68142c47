/** What the public may ask without an account. */
import { z } from 'zod'
import { areaIdInput, contract, date, page, pageInput } from '../platform/shared/contract.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { rectificationSources } from '../supervision/rectification.ts'
import { chainLink, placeName, placeRow } from './place.ts'

export const channelRow = z.object({
  key: z.string(),
  kind: z.enum(['phone', 'inPerson', 'letter', 'web']),
  title: bilingual,
  /** What to dial or open; null where it differs from place to place. */
  address: z.string().nullable(),
  help: bilingual,
  citation: bilingual,
  standing: z.enum(standings),
  grade: z.string().nullable(),
})
export type ChannelRow = z.infer<typeof channelRow>

/** A closed item of the rectification ledger as anyone sees it: the place, and words that were written for the public. */
export const publicRectification = z.object({
  id: z.uuid(),
  areaName: z.string(),
  /** The area whose office accepted it. */
  acceptedBy: z.string(),
  source: z.enum(rectificationSources),
  problem: z.string(),
  result: z.string(),
  from: date,
  until: date,
  /** Whether objections are still taken. */
  running: z.boolean(),
})
export type PublicRectification = z.infer<typeof publicRectification>

/** A matter that an office has listed (挂牌督办) and made public, in words written for the public. */
export const publicUrging = z.object({
  id: z.uuid(),
  areaName: z.string(),
  listerLevel: z.enum(['city', 'county']),
  words: z.string(),
  listedOn: date,
  dueOn: date,
  struckOffOn: date.nullable(),
})
export type PublicUrging = z.infer<typeof publicUrging>

export const publicityContract = contract({
  findPlaces: {
    method: 'GET',
    path: '/api/publicity/places',
    needs: 'anyone',
    title: 'Counties, townships and villages by name, at most twenty',
    input: z.object({ text: placeName }),
    output: z.object({ rows: z.array(placeRow) }),
  },
  getPlace: {
    method: 'GET',
    path: '/api/publicity/places/:id',
    needs: 'anyone',
    title: 'Who answers for a place, from its township up, by name and post',
    input: z.object({ id: areaIdInput }),
    output: z.object({ on: date, chain: z.array(chainLink) }),
  },
  listChannels: {
    method: 'GET',
    path: '/api/publicity/channels',
    needs: 'anyone',
    title: 'Ways to report that exist today',
    input: z.object({}),
    output: z.object({ rows: z.array(channelRow) }),
  },
  listRectifications: {
    method: 'GET',
    path: '/api/publicity/rectifications',
    needs: 'anyone',
    title: 'Closed rectification items before and after they are struck off, newest first',
    staysHere: 'A public page knows no account to write a file for; its rows are at this address for everybody.',
    input: z.object(pageInput),
    output: page(publicRectification),
  },
  listUrgings: {
    method: 'GET',
    path: '/api/publicity/urgings',
    needs: 'anyone',
    title: 'Matters listed in public, newest first',
    staysHere: 'A public page knows no account to write a file for; its rows are at this address for everybody.',
    input: z.object(pageInput),
    output: page(publicUrging),
  },
})

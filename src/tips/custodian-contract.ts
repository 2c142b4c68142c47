/** Custodians, their keys, and the opening of a sealed identity, or of one video without it, by one of each level. */
import { z } from 'zod'
import {
  areaIdInput,
  contract,
  date,
  flagInput,
  instant,
  line,
  page,
  pageInput,
  words,
} from '../platform/shared/contract.ts'
import { keyKinds } from '../platform/shared/key-kinds.ts'
import { custodianBodies, custodianStates, openingFilters, recipient } from './custodian.ts'
import { commitment, envelope, half } from './envelope-shape.ts'
import { tipRoles } from './tip.ts'
import { sentKinds } from './tip-file.ts'
import { stepProof } from './tip-proof.ts'

const custodianRow = z.object({
  id: z.uuid(),
  body: z.enum(custodianBodies),
  areaId: z.number(),
  areaName: z.string(),
  publicKey: z.string(),
  /** First sixteen hexadecimal digits of its SHA-256, in fours: what stands on the village poster. */
  fingerprint: z.string(),
  state: z.enum(custodianStates),
  activeFrom: instant.nullable(),
  /** Leaf, salt, claim and promise of the register; null before it comes into use. */
  proof: stepProof.nullable(),
})
export type CustodianRow = z.infer<typeof custodianRow>

const mine = custodianRow.extend({
  officialId: z.uuid(),
  officialName: z.string(),
  /** What one level has agreed to, of a key whose end waits for the other; null where nobody asked. */
  endLost: z.boolean().nullable(),
  endReason: z.string().nullable(),
  /** Levels whose consent to its use, or to its end, is still missing. */
  waitsFor: z.array(z.enum(['county', 'city'])),
  /** Where its county has ended: the name of the one, or of the city, whose custodians keep its halves from then on. */
  heirName: z.string().nullable(),
  mayAgree: z.boolean(),
  mayEnd: z.boolean(),
})
export type OfficeCustodian = z.infer<typeof mine>

/** A sealed half, which of the two it is, and by what it is known; null of an envelope of old. */
const sealedHalf = z.object({
  envelopeId: z.uuid(),
  half,
  which: z.enum(['A', 'B']),
  commitment: commitment.nullable(),
})
export type HalfToCheck = z.infer<typeof sealedHalf>
/** With the keys of those who keep it today. */
const halfToReseal = sealedHalf.extend({ recipients: z.array(z.string()) })
export type HalfToReseal = z.infer<typeof halfToReseal>
const resealedHalf = z.object({ envelopeId: z.uuid(), half, recipients: z.array(recipient).min(1).max(12) })
export type ResealedHalf = z.infer<typeof resealedHalf>
const opening = z.object({
  id: z.uuid(),
  tipId: z.uuid(),
  codeName: z.string(),
  /** The one video that is to be opened; null for the identity. */
  videoId: z.uuid().nullable(),
  purpose: z.string(),
  /** Number of the tip's lead, or of the case of another body. */
  caseReference: z.string(),
  outsideBody: z.string().nullable(),
  requestedByName: z.string(),
  requestedByMe: z.boolean(),
  requestedAt: instant,
  state: z.enum(['requested', 'opened', 'refused']),
  /** The caller reads what was opened: whoever asked for the identity, or the custodian who opened the video. */
  openToMe: z.boolean(),
  halfAGiven: z.boolean(),
  halfBGiven: z.boolean(),
  /** The half the caller keeps as custodian; null where none. */
  myHalf: z.enum(['A', 'B']).nullable(),
  refuseReason: z.string().nullable(),
})
export type IdentityOpening = z.infer<typeof opening>

const id = { id: z.uuid() }

export const custodianContract = contract({
  listPublicCustodians: {
    method: 'GET',
    path: '/api/tips/custodians',
    needs: 'anyone',
    title: 'Public keys of custodians in use for a place, with their leaves of the register',
    input: z.object({ placeAreaId: areaIdInput }),
    output: z.object({ on: date, rows: z.array(custodianRow) }),
  },
  listCustodians: {
    method: 'GET',
    path: '/api/tips/custodians/office',
    needs: 'signedIn',
    title: 'Custodians of my area: proposed and in use, then those that ended, the newest first',
    staysHere: 'Who keeps the keys to names is told in the program and in no file that can be passed on.',
    input: z.object({
      ...pageInput,
      body: z.enum(custodianBodies).optional(),
      state: z.enum(custodianStates).optional(),
      /** Only my own keys. */
      mine: flagInput.optional(),
    }),
    output: page(mine),
  },
  getKeyKind: {
    method: 'GET',
    path: '/api/tips/custodians/key-kind',
    needs: 'signedIn',
    title: 'Kind of key that this program seals to, for whoever makes one',
    input: z.object({}),
    output: z.object({ kind: z.enum(keyKinds) }),
  },
  proposeCustodian: {
    method: 'POST',
    path: '/api/tips/custodians',
    needs: 'signedIn',
    title: 'Propose myself as custodian with the public key made in this browser',
    input: z.object({ body: z.enum(custodianBodies), areaId: areaIdInput, publicKey: recipient }),
    output: z.object(id),
  },
  agreeCustodian: {
    method: 'POST',
    path: '/api/tips/custodians/:id/agree',
    needs: tipRoles,
    title: 'Agree to a custodian; with the second level’s consent the key comes into use and into the register',
    input: z.object(id),
    output: z.object({ state: z.enum(custodianStates) }),
  },
  endCustodian: {
    method: 'POST',
    path: '/api/tips/custodians/:id/end',
    needs: 'signedIn',
    title: 'End a key: the custodian leaves, or the key is lost; one in use with the consent of both levels',
    input: z.object({ ...id, lost: z.boolean(), reason: line }),
    output: z.object({ state: z.enum(custodianStates) }),
  },
  requestIdentity: {
    method: 'POST',
    path: '/api/tips/:id/identity',
    needs: tipRoles,
    title: 'Ask for the sealed identity, with purpose and case; tells nothing of whether there is one',
    input: z.object({
      ...id,
      purpose: words,
      /** The case of another body; where it is left out, the lead of the tip is the case. */
      outside: z
        .object({ body: line, number: line.regex(/\p{N}/u) })
        .nullable()
        .default(null),
      recipient,
    }),
    output: z.object(id),
  },
  requestStills: {
    method: 'POST',
    path: '/api/tips/:id/files/:fileId/stills',
    needs: tipRoles,
    title: 'Ask the custodians for stills of a video; no identity is opened with it',
    input: z.object({ ...id, fileId: z.uuid(), purpose: words }),
    output: z.object(id),
  },
  listOpenings: {
    method: 'GET',
    path: '/api/tips/openings',
    needs: 'signedIn',
    title: 'Requests of tips I keep a half of or handle: those that wait, then the others, the newest first',
    staysHere: 'Who asked for an identity, and why, is told in the program and in no file that can be passed on.',
    input: z.object({
      ...pageInput,
      tipId: z.uuid().optional(),
      /** Only those that wait for my half, or the videos I opened. */
      mine: z.enum(openingFilters).optional(),
    }),
    output: page(opening),
  },
  getHalves: {
    method: 'GET',
    path: '/api/tips/openings/:id/halves',
    needs: 'signedIn',
    title: 'The sealed halves a custodian opens with the own key',
    logged: true,
    input: z.object(id),
    output: z.object({
      /** To whom they are sealed anew: to whoever asked, or for a video to the custodians who may open it. */
      recipients: z.array(z.string()),
      rows: z.array(sealedHalf.omit({ which: true })),
    }),
  },
  giveHalves: {
    method: 'POST',
    path: '/api/tips/openings/:id/halves',
    needs: 'signedIn',
    title: 'Give the halves, sealed to whoever may open; the second level’s opens the letter',
    input: z.object({
      ...id,
      rows: z
        .array(z.object({ envelopeId: z.uuid(), half }))
        .min(1)
        .max(500),
    }),
    output: z.object({ state: z.enum(['requested', 'opened', 'refused']) }),
  },
  refuseIdentity: {
    method: 'POST',
    path: '/api/tips/openings/:id/refuse',
    needs: 'signedIn',
    title: 'Refuse as custodian, with the reason',
    input: z.object({ ...id, reason: words }),
    output: z.object({ state: z.enum(['requested', 'opened', 'refused']) }),
  },
  getOpened: {
    method: 'GET',
    path: '/api/tips/openings/:id/letter',
    needs: 'signedIn',
    title: 'The letters with both halves, for the browser that asked; of a video, for the custodian who opened it',
    logged: true,
    input: z.object(id),
    output: z.object({
      rows: z.array(
        z.object({
          envelope,
          halfA: half,
          halfB: half,
          /** Of an envelope that holds the key of a picture or a video. */
          file: z.object({ id: z.uuid(), kind: z.enum(sentKinds), octets: z.number() }).nullable(),
        }),
      ),
    }),
  },
  getCustodianWork: {
    method: 'GET',
    path: '/api/tips/custodians/work',
    needs: 'signedIn',
    title: 'How many halves wait for me: to be sealed anew, and to be found right',
    input: z.object({}),
    output: z.object({ toReseal: z.number(), toCheck: z.number() }),
  },
  listHalvesToReseal: {
    method: 'GET',
    path: '/api/tips/custodians/reseal',
    needs: 'signedIn',
    title: 'Halves I can open that are not with everybody who keeps them today, with the keys of these',
    staysHere: 'Halves of sealed identities are for the browser that seals them anew and for no file.',
    logged: true,
    input: z.object({ after: z.uuid().optional() }),
    output: z.object({ rows: z.array(halfToReseal) }),
  },
  resealHalves: {
    method: 'POST',
    path: '/api/tips/custodians/reseal',
    needs: 'signedIn',
    title: 'Hand in newly sealed halves; they count when those who receive them have found them right',
    input: z.object({ rows: z.array(resealedHalf).min(1).max(500) }),
    output: z.object({ resealed: z.number() }),
  },
  listHalvesToCheck: {
    method: 'GET',
    path: '/api/tips/custodians/check',
    needs: 'signedIn',
    title: 'Halves that were sealed anew to me, to be opened and compared with what they have to be',
    staysHere: 'Halves of sealed identities are for the browser that checks them and for no file.',
    logged: true,
    input: z.object({ after: z.uuid().optional() }),
    output: z.object({ rows: z.array(sealedHalf) }),
  },
  checkHalves: {
    method: 'POST',
    path: '/api/tips/custodians/check',
    needs: 'signedIn',
    title: 'Say which halves sealed anew are right; of one that is not the old one stays',
    input: z.object({
      rows: z
        .array(z.object({ envelopeId: z.uuid(), right: z.boolean() }))
        .min(1)
        .max(500),
    }),
    output: z.object({ right: z.number(), wrong: z.number() }),
  },
})

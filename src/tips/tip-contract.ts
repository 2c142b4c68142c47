/** What the intake of tips offers to anyone, and what a reporter may do with the code. The code travels as a bearer token only. */
import { z } from 'zod'
import { areaIdInput, contract, date, flagInput, instant, words } from '../platform/shared/contract.ts'
import { bilingual } from '../rulebook/rule.ts'
import { custodianKeys, envelope } from './envelope-shape.ts'
import { stepKinds } from './step.ts'
import { report, tipStatuses } from './tip.ts'
import { myFile } from './tip-file-contract.ts'
import { stepProof } from './tip-proof.ts'

export const tipReceipt = z.object({
  /** Day in China on which it was received. */
  receivedOn: date,
  countyName: z.string(),
  /** The register's key with the announcements of its changes, and the first step: what the receipt file is made of. */
  key: z.string(),
  changes: z.array(z.string()),
  steps: z.array(stepProof),
})
export type TipReceipt = z.infer<typeof tipReceipt>

/** The reporter's code, `''` where none was shown. */
const token = z.string().max(100)
const message = z.object({ sender: z.enum(['reporter', 'office']), words: z.string(), at: instant })

export const rewardStatuses = ['open', 'claimed', 'eligible', 'notEligible', 'paid', 'lapsed'] as const

export const myTip = z.object({
  receivedOn: date,
  /** To whom later envelopes are sealed: the same as the first. */
  placeAreaId: z.number().int(),
  countyInvolved: z.boolean(),
  countyName: z.string(),
  status: z.enum(tipStatuses),
  /** Waits for being taken into the register of the office; its receipt is good. */
  waiting: z.boolean(),
  /** Last day on which verification, handling and answer are due; null while nobody holds it or nothing is open. */
  dueOn: date.nullable(),
  answer: z.string().nullable(),
  steps: z.array(z.object({ kind: z.enum(stepKinds), at: instant, proof: stepProof })),
  key: z.string(),
  changes: z.array(z.string()),
  messages: z.array(message),
  files: z.array(myFile),
  mayDispute: z.boolean(),
  reward: z
    .object({
      status: z.enum(rewardStatuses),
      amountYuan: z.number().nullable(),
      claimUntil: date,
      claimed: z.boolean(),
    })
    .nullable(),
})
export type MyTip = z.infer<typeof myTip>

const sealedWords = { token, words, envelope: envelope.nullable() }

/** A county as the schematic map names it. */
export const reportCounty = z.object({ id: z.number().int(), name: z.string(), divisionCode: z.string().nullable() })
export type ReportCounty = z.infer<typeof reportCounty>

/** A township or a village of the list. */
export const listedPlace = z.object({ id: z.number().int(), name: z.string() })
export type ListedPlace = z.infer<typeof listedPlace>

export const tipIntakeContract = contract({
  getChallenge: {
    method: 'GET',
    path: '/api/tips/challenge',
    needs: 'anyone',
    title: 'Work to be done before a tip is taken; good once',
    input: z.object({}),
    output: z.object({ challenge: z.string(), bits: z.number() }),
  },
  listReportCounties: {
    method: 'GET',
    path: '/api/tips/counties',
    needs: 'anyone',
    title: 'Counties and zones, to point at where the name of the place is not known',
    input: z.object({}),
    output: z.object({ rows: z.array(reportCounty) }),
  },
  listReportPlaces: {
    method: 'GET',
    path: '/api/tips/places',
    needs: 'anyone',
    title: 'The townships of a county, the villages of a township, to be found without knowing how they are written',
    input: z.object({ within: areaIdInput }),
    output: z.object({ rows: z.array(listedPlace) }),
  },
  getSealingKeys: {
    method: 'GET',
    path: '/api/tips/sealing-keys',
    needs: 'anyone',
    title: 'Public keys of those to whom identity is sealed for a place',
    input: z.object({ placeAreaId: areaIdInput, countyInvolved: flagInput.optional() }),
    output: z.object({
      /** Null where custodians are not named yet: then nothing private can be taken. */
      keys: custodianKeys.nullable(),
      secondBody: bilingual.nullable(),
    }),
  },
  sendTip: {
    method: 'POST',
    path: '/api/tips',
    needs: 'anyone',
    title: 'Report, without account; the same again gives the same receipt',
    input: z.object({
      challenge: z.string().max(300),
      answer: z.string().max(20),
      /** Made by the sender's device; kept here as a slow keyed hash. */
      code: z.string().max(60),
      report,
      envelope: envelope.nullable(),
    }),
    output: tipReceipt,
  },
  getMyTip: {
    method: 'GET',
    path: '/api/tips/mine',
    needs: 'anyone',
    bearer: true,
    title: 'The tip of a code: state, steps with their proofs, questions and answers',
    input: z.object({ token }),
    output: myTip,
  },
  writeToOffice: {
    method: 'POST',
    path: '/api/tips/mine/messages',
    needs: 'anyone',
    bearer: true,
    title: 'Answer a question or add what was seen since',
    input: z.object(sealedWords),
    output: myTip,
  },
  disputeResult: {
    method: 'POST',
    path: '/api/tips/mine/dispute',
    needs: 'anyone',
    bearer: true,
    title: 'Dispute the result, once; somebody else looks again',
    input: z.object(sealedWords),
    output: myTip,
  },
  claimReward: {
    method: 'POST',
    path: '/api/tips/mine/reward',
    needs: 'anyone',
    bearer: true,
    title: 'Claim the reward without a name; the claim code is shown at the counter',
    input: z.object({ token, claimCode: z.string().max(60) }),
    output: myTip,
  },
})

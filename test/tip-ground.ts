/** What tests of tips need: custodians whose keys the test holds, and a reporter's device. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { leadsContract as leads } from '../src/leads/contract.ts'
import { asProgram } from '../src/platform/server/http.ts'
import type { Question } from '../src/platform/shared/address.ts'
import { clueKinds } from '../src/tips/clue.ts'
import { custodianContract } from '../src/tips/custodian-contract.ts'
import { isHalf, openHalf, sealHalf, sealLetter, toBase64 } from '../src/tips/envelope.ts'
import { keyLetter, type Letter } from '../src/tips/letter.ts'
import { tipOfficeContract as office } from '../src/tips/office-contract.ts'
import { makeCode } from '../src/tips/receipt-code.ts'
import { tipIntakeContract as intake, type TipReceipt } from '../src/tips/tip-contract.ts'
import { tipFileContract } from '../src/tips/tip-file-contract.ts'
import { tipFileJobs } from '../src/tips/tip-file-jobs.ts'
import { tipJobs } from '../src/tips/tip-jobs.ts'
import type { Test } from './harness.ts'
import { visitLead } from './on-site.ts'
import { areas, type PersonKey } from './world.ts'

/** Everything to be told is told with care: the random of a device. */
export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length))

const holders = {
  county1: ['county', 'countyA', 'countyOfficeA'],
  county2: ['county', 'countyA', 'officerA1'],
  countyB1: ['county', 'countyB', 'countyOfficeB'],
  countyB2: ['county', 'countyB', 'officerB1'],
  city1: ['city', 'city', 'cityOffice'],
  city2: ['city', 'city', 'cityOfficeDeputy'],
  second1: ['secondBody', 'city', 'superiorInspector'],
  second2: ['secondBody', 'city', 'legalReviewer'],
} as const satisfies Record<string, readonly ['county' | 'city' | 'secondBody', keyof typeof areas, PersonKey]>
export type CustodianKey = keyof typeof holders

type Ask = (text: string, values: unknown[]) => Promise<unknown>

/** Puts a key into use for a body, by the owner of the tables. @param officialId anybody where it does not matter. */
export const insertCustodian = (
  ask: Ask,
  one: {
    body: 'county' | 'city' | 'secondBody'
    area: { id: number; path: string }
    publicKey: string
    officialId?: string
  },
): Promise<unknown> =>
  ask(
    `insert into custodians (id, body, area_id, area_path, official_id, public_key, state, proposed_at, active_from)
     select gen_random_uuid(), $1, $2, $3, o.id, $4, 'active', '2017-06-01T00:00:00Z', '2017-06-01T00:00:00Z'
       from officials o where $5::uuid is null or o.id = $5 limit 1`,
    [one.body, one.area.id, one.area.path, one.publicKey, one.officialId ?? null],
  )

/** Names two custodians of each body. @returns their identities, which no program of ours ever holds. */
export async function nameCustodians(test: Test): Promise<Record<CustodianKey, string>> {
  const identities = {} as Record<CustodianKey, string> // filled for every key below
  for (const [key, [body, area, person]] of Object.entries(holders)) {
    const identity = await generateX25519Identity()
    identities[key as CustodianKey] = identity // key of holders
    const publicKey = await identityToRecipient(identity)
    await insertCustodian(test.asOwner, {
      body,
      area: areas[area],
      publicKey,
      officialId: test.persons[person].officialId,
    })
  }
  return identities
}

/** What a custodian's browser does with the own key to halves that others keep now. @param change what a liar would put in. */
export async function resealHalves(
  test: Test,
  person: PersonKey,
  identity: string,
  change: (half: Uint8Array) => Uint8Array = (half) => half,
): Promise<number> {
  let resealed = 0
  let after: string | undefined
  for (;;) {
    const page = await test.ok(person, custodianContract.listHalvesToReseal, { after })
    const rows = []
    for (const { envelopeId, half, recipients } of page.rows) {
      const opened = change(await openHalf(half, identity))
      rows.push({ envelopeId, recipients, half: toBase64(await sealHalf(opened, recipients)) })
    }
    if (rows.length > 0) resealed += (await test.ok(person, custodianContract.resealHalves, { rows })).resealed
    after = page.rows.at(-1)?.envelopeId
    if (after === undefined) return resealed
  }
}

/** What the browser of whoever received halves does. */
export async function checkHalves(test: Test, person: PersonKey, identity: string) {
  const { rows } = await test.ok(person, custodianContract.listHalvesToCheck, {})
  if (rows.length === 0) return { right: 0, wrong: 0 }
  const found = []
  for (const { envelopeId, half, which, commitment } of rows) {
    const opened = await openHalf(half, identity).catch(() => null)
    found.push({ envelopeId, right: opened !== null && isHalf(opened, which, commitment) })
  }
  const answer = await test.ok(person, custodianContract.checkHalves, { rows: found })
  await test.ok(person, custodianContract.listHalvesToCheck, {})
  return answer
}

type Said = Question<typeof intake.sendTip>['report']
export const said = (more: Partial<Said> = {}): Said => ({
  placeAreaId: areas.villageA1.id,
  placeWords: '村东头旧砖瓦厂',
  kind: 'maker',
  runs: 'night',
  signs: ['noise', 'glow'],
  words: '每天夜里都有拉废钢的大车进去，凌晨能看见红光，从没见过有铸件运出来',
  ...more,
})

export const nothingPrivate: Letter = { name: '', contact: '', private: '' }
export const newCode = (): string => makeCode(random(10))

export async function sealFor(
  test: Test,
  placeAreaId: number,
  letter: Letter = nothingPrivate,
  countyInvolved = false,
) {
  const { keys } = await test.ok(null, intake.getSealingKeys, {
    placeAreaId,
    countyInvolved: String(countyInvolved) as 'true',
  })
  if (keys === null) throw new Error('no custodians')
  return sealLetter(letter, keys, random)
}

/** The work a device does, whole. */
export async function work(test: Test): Promise<{ challenge: string; answer: string }> {
  const { challenge, bits } = await test.ok(null, intake.getChallenge, {})
  return { challenge, answer: workedOut(challenge, bits) }
}

/** The same work as a page does, by the machine's own hash, so that tests do not wait for it. */
export function workedOut(challenge: string, bits: number): string {
  for (let n = 0; ; n += 1)
    if (createHash('sha256').update(`${challenge}:${n}`).digest().readUInt32BE() >>> (32 - bits) === 0) return String(n)
}

/** A tip as the page sends it. */
export async function sendTip(
  test: Test,
  more: Partial<Said> = {},
  letter: Letter = nothingPrivate,
  code = newCode(),
): Promise<{ code: string; receipt: TipReceipt }> {
  const report = said(more)
  const envelope = await sealFor(test, report.placeAreaId, letter, report.countyInvolved)
  const receipt = await test.ok(null, intake.sendTip, { ...(await work(test)), code, report, envelope })
  return { code, receipt }
}

/** The tip of a code as its reporter sees it. */
export async function readMine(test: Test, code: string) {
  const response = await fetch(`${test.url}${intake.getMyTip.path}`, { headers: { authorization: `Bearer ${code}` } })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return intake.getMyTip.output.parse(await response.json())
}

/** A write by code. @returns status and body. */
export async function writeMine(test: Test, code: string, path: string, body: object) {
  const response = await fetch(`${test.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${code}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** Runs a job of the tips as the schedule or an event would. */
export async function runTipJob(test: Test, name: string, ids: Record<string, string> = {}): Promise<void> {
  const job = { ...tipJobs, ...tipFileJobs }[name]
  if (!job) throw new Error(`there is no job ${name}`)
  await asProgram(test.app.platform, (context) => job.run(context, ids))
}

/** A tip that is taken into the office's list. */
export async function admitTip(test: Test, more: Partial<Said> = {}, letter: Letter = nothingPrivate) {
  const words = `第${Math.random()}件举报，内容各不相同，请核实处理`
  const { code } = await sendTip(test, { words, ...more }, letter)
  await runTipJob(test, 'tips.admit')
  const [row] = (await test.ok('cityOffice', office.listTips, { limit: 1 })).rows
  if (!row) throw new Error('no tip')
  return { code, id: row.id }
}

/** Every kind of clue answered for. */
export const clueChecks = clueKinds.map((kind) => ({ kind, clear: true as const }))
export const paraphrase = '反映一处场所疑似在夜间以废钢生产不合格钢坯，请核查炉型、原料和产品去向。'

/** A tip whose hand-over form was written by one and issued by another, with its lead. */
export async function handTipOver(test: Test, to: 'county' | 'city' = 'county', more: Partial<Said> = {}) {
  const tip = await admitTip(test, more)
  await test.ok('cityOffice', office.draftHandOver, { id: tip.id, to, paraphrase, purpose: '依法核查' })
  await test.ok('cityOfficeDeputy', office.issueHandOver, {
    id: tip.id,
    checks: clueChecks,
    receivers: ['甲区化解办 负责人'],
  })
  const { leadId } = await test.ok('cityOffice', office.getTip, { id: tip.id })
  if (leadId === null) throw new Error('no lead')
  return { ...tip, leadId }
}

/** Octets to an operation that takes them, with the token of a file. @returns status and body. */
export async function addPart(
  url: string,
  token: string,
  piece: 'reading' | 'sealed',
  offset: number,
  octets: Uint8Array,
  as: 'parts' | 'last' = 'parts',
) {
  const response = await fetch(`${url}/api/tips/files/${as}/${piece}/${offset}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(octets),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** A question or a write by the token of a file. @returns status and body. */
export async function askFile(url: string, token: string, path: string, method = 'GET') {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(method === 'POST' && { 'content-type': 'application/json' }) },
    ...(method === 'POST' && { body: '{}' }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** An original as a device seals it: age to a key of its own, which travels in an envelope. */
export async function sealOriginal(original: Uint8Array): Promise<{ sealed: Uint8Array; key: string }> {
  const key = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(key))
  return { sealed: await encrypter.encrypt(new Uint8Array(original)), key }
}

export type SentFile = { id: string; token: string; sealed: Uint8Array; key: string }
type Sending = { kind?: 'photo' | 'video'; showsPlace?: boolean; type?: string; countyInvolved?: boolean }

/** Announces a file of a tip, with its reading copy where it is a photo. */
export async function announceFile(
  test: Test,
  code: string,
  { reading, original }: { reading: Uint8Array | null; original: Uint8Array },
  { kind = 'photo', showsPlace = false, type = 'image/jpeg', countyInvolved = false }: Sending = {},
): Promise<SentFile> {
  const { sealed, key } = await sealOriginal(original)
  const id = randomUUID()
  const { status, body } = await writeMine(test, code, tipFileContract.announceFile.path, {
    id,
    kind,
    showsPlace,
    readingOctets: reading?.length ?? null,
    sealedOctets: sealed.length,
    envelope: await sealFor(test, areas.villageA1.id, keyLetter(key, type), countyInvolved),
  })
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return { id, token: String(body['token']), sealed, key }
}

/** A whole piece in parts. */
export async function sendPiece(
  test: Test,
  token: string,
  piece: 'reading' | 'sealed',
  octets: Uint8Array,
  part = 500_000,
) {
  for (let at = 0; at < octets.length; at += part) {
    const { status, body } = await addPart(test.url, token, piece, at, octets.slice(at, at + part))
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  }
}

/** A file from the announcement to the receipt. */
export async function sendFile(
  test: Test,
  code: string,
  content: { reading: Uint8Array | null; original: Uint8Array },
  sending: Sending = {},
) {
  const file = await announceFile(test, code, content, sending)
  if (content.reading) await sendPiece(test, file.token, 'reading', content.reading)
  await sendPiece(test, file.token, 'sealed', file.sealed)
  const { status, body } = await askFile(test.url, file.token, tipFileContract.finishFile.path, 'POST')
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return { ...file, ...tipFileContract.finishFile.output.parse(body) }
}

/** A tip of county A whose verification by the market regulator has said what it found. */
export async function verifyTip(test: Test, outcome: 'founded' | 'unfounded' | 'lawful' | 'notOurs') {
  const tip = await handTipOver(test)
  await test.ok('countyOfficeA', leads.assignLead, { id: tip.leadId, agencyId: test.agencies.marketA, note: null })
  await test.ok('officerA1', leads.takeUpLead, { id: tip.leadId })
  await runTipJob(test, 'tips.followLead', { subjectId: tip.leadId })
  if (outcome !== 'notOurs') await visitLead(test, tip.leadId)
  await test.ok('officerA1', leads.decideLead, { id: tip.leadId, outcome, reason: '现场核查' })
  await runTipJob(test, 'tips.followLead', { subjectId: tip.leadId })
  return tip
}

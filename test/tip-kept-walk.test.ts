/**
 * A tip lives its whole life while people who must not learn of it ask everything that can be asked: every answer is the same as in the
 * same city without the tip. And the name in its envelope is looked for in every answer to everybody.
 */
import { randomUUID } from 'node:crypto'
import JSZip from 'jszip'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { modules } from '../src/apps/server/modules.ts'
import { inspectionsContract as inspections } from '../src/inspections/contract.ts'
import { examplePlan } from '../src/inspections/examples.ts'
import { leadsContract as leads } from '../src/leads/contract.ts'
import type { Operation } from '../src/platform/shared/contract.ts'
import { tipOfficeContract as office } from '../src/tips/office-contract.ts'
import { tipIntakeContract as intake } from '../src/tips/tip-contract.ts'
import { takenAway } from './exported.ts'
import { openTest, type Test } from './harness.ts'
import { addSite } from './ledger.ts'
import { visitSite } from './on-site.ts'
import { sampleInput } from './sample.ts'
import {
  admitTip,
  clueChecks,
  handTipOver,
  nameCustodians,
  paraphrase,
  runTipJob,
  sealFor,
  writeMine,
} from './tip-ground.ts'
import { areas, type PersonKey, people } from './world.ts'

const today = '2018-03-01'
const canary = { name: '金丝雀乙', contact: '13987654321', private: '我就住在厂后门的平房' }
let city: Test
let siteId: string
beforeAll(async () => {
  city = await openTest({ now: `${today}T02:00:00Z` })
  await nameCustodians(city)
  siteId = (await addSite(city, areas.villageA1)).siteId
})
afterAll(() => city.close())

/** A custodian goes on sealing halves anew, of which he sees neither tip nor purpose (threat model, 2). */
const notCompared = ['tips.listHalvesToReseal', 'tips.listHalvesToCheck', 'tips.getCustodianWork']
/** What signed-in people may ask; what anyone may read is the same for all. */
const questions = modules.flatMap((module) =>
  Object.entries(module.contract)
    .map(([name, operation]) => ({ title: `${module.name}.${name}`, operation: operation as Operation }))
    .filter(
      ({ title, operation }) =>
        operation.method === 'GET' && operation.needs !== 'anyone' && !notCompared.includes(title),
    ),
)
const takesId = (operation: Operation) =>
  JSON.stringify(sampleInput(operation, { uuid: 'an-id', areaId: 6 })).includes('an-id')

/** Only what the question must have: a list then has everything. */
function plainInput(operation: Operation, uuid: string, areaId: number): Record<string, unknown> {
  const all = sampleInput(operation, { uuid, areaId })
  const { required = [] } = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as {
    required?: string[]
  } // an object schema
  return Object.fromEntries(Object.entries(all).filter(([key]) => required.includes(key)))
}

/** What a reader of a file reads: a document of Word is a folder of texts. */
async function textOf(body: unknown): Promise<string> {
  if (!Buffer.isBuffer(body)) return JSON.stringify(body) ?? ''
  if (body.subarray(0, 2).toString() !== 'PK') return body.toString('utf8')
  const { files } = await JSZip.loadAsync(body)
  return (await Promise.all(Object.values(files).map((file) => file.async('string')))).join('\n')
}

async function answer(person: PersonKey, operation: Operation, input: Record<string, unknown>, forget: string[] = []) {
  const { status, body } = await city.call(person, operation, input)
  // the hour at which a sheet was written says nothing
  const text = (await textOf(body)).replace(/"requestId":"[^"]*"|<dcterms:[^<]*/g, '')
  return forget.reduce((left, id) => left.replaceAll(id, 'an-id'), `${status} ${text}`)
}

/** Every answer to a person, by question. */
async function allAnswers(person: PersonKey): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const { title, operation } of questions)
    for (const areaId of [areas.villageA1.id, areas.countyA.id]) {
      const plain = plainInput(operation, siteId, areaId)
      answers.set(`${title} ${areaId}`, await answer(person, operation, plain))
      const { text } = sampleInput(operation, { uuid: siteId, areaId })
      if (text !== undefined)
        for (const typed of ['XM', '举报', 'JB'])
          answers.set(`${title} ${areaId} ${typed}`, await answer(person, operation, { ...plain, text: typed }))
    }
  return answers
}

const kept: PersonKey[] = ['cityOfficeDeputy', 'officerWithoutCard']
const below: PersonKey[] = ['townshipLeaderA', 'gridWorkerA1', 'economyOfficerA']

test('for who is named and for those below, every answer is the same with and without the tip, its whole life long', async () => {
  const conflicted = [...kept, ...below]
  const before = new Map<PersonKey, Map<string, string>>()
  for (const person of conflicted) before.set(person, await allAnswers(person))
  const ids: string[] = []
  const same = async (when: string) => {
    for (const person of conflicted) {
      const differs = []
      for (const [question, said] of await allAnswers(person))
        if (before.get(person)?.get(question) !== said) differs.push([question, said.slice(0, 300)])
      expect([person, when, differs]).toEqual([person, when, []])
      // and whoever knows an id is told what he is told of one that was never given
      for (const { title, operation } of questions.filter((one) => takesId(one.operation))) {
        const unknown = randomUUID()
        const nothing = await answer(person, operation, plainInput(operation, unknown, 6), [unknown])
        for (const id of ids)
          expect([person, when, title, await answer(person, operation, plainInput(operation, id, 6), [id])]).toEqual([
            person,
            when,
            title,
            nothing,
          ])
      }
    }
  }
  const keep = (id: string) =>
    city.ok('cityOffice', office.withholdTip, { id, officialIds: kept.map((one) => city.persons[one].officialId) })

  const tip = await handTipOver(city)
  const { id, code, leadId } = tip
  await keep(id)
  await city.ok('countyOfficeA', leads.nameSite, { id: leadId, siteId })
  await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA, note: null })
  await city.ok('officerA1', leads.takeUpLead, { id: leadId })
  await runTipJob(city, 'tips.followLead', { subjectId: leadId })
  const officerIds = [city.persons.officerA1.officialId, city.persons.officerA2.officialId]
  const plan = examplePlan(siteId, city.agencies.marketA, officerIds, today, {
    taskSource: 'tip',
    leadId,
    exemptReason: '举报',
  })
  const visit = await city.ok('officerA1', inspections.planVisit, plan)
  ids.push(id, leadId, visit.id)
  await same('charged, with a visit planned')

  await city.ok('officerA1', inspections.cancelVisit, { id: visit.id, reason: '另行安排' })
  // that officers have been at the site everybody sees, and nobody what for: only that may be new
  await visitSite(city, siteId)
  for (const person of conflicted) before.set(person, await allAnswers(person))
  await city.ok('officerA1', leads.decideLead, { id: leadId, outcome: 'unfounded', reason: '未发现' })
  await runTipJob(city, 'tips.followLead', { subjectId: leadId })
  const dispute = { words: '并未到场', envelope: await sealFor(city, areas.villageA1.id) }
  expect((await writeMine(city, code, intake.disputeResult.path, dispute)).status).toBe(200)
  const later = await admitTip(city)
  await city.ok('cityOffice', office.joinTip, { id: later.id, to: id })
  ids.push(later.id)
  await same('decided, disputed, joined by another')
}, 600_000)

test('who reported stands in no answer to anybody, in no file and not on the hand-over form', async () => {
  const { id } = await admitTip(city, {}, canary)
  await city.ok('cityOffice', office.draftHandOver, { id, to: 'county', paraphrase, purpose: '依法核查' })
  const form = await city.ok('cityOfficeDeputy', office.issueHandOver, {
    id,
    checks: clueChecks,
    receivers: ['甲区化解办'],
  })
  const { leadId } = await city.ok('cityOffice', office.getTip, { id })
  const ids = [id, leadId ?? '', form.id]
  const clear = (text: string) => Object.values(canary).filter((part) => text.includes(part))
  const paper = await textOf(
    (await city.call('countyOfficeA', office.getHandOverDocument, { id: form.id, format: 'docx' })).body,
  )
  expect([paper.includes(paraphrase), clear(paper)]).toEqual([true, []])
  for (const person of people)
    for (const { title, operation } of questions)
      for (const uuid of takesId(operation) ? ids : ids.slice(0, 1)) {
        const { body } = await city.call(person, operation, plainInput(operation, uuid, areas.countyA.id))
        expect([person, title, clear(await textOf(body))]).toEqual([person, title, []])
      }
  for (const person of ['cityOffice', 'countyOfficeA', 'officerA1', 'townshipLeaderA', 'auditAdmin'] as const)
    for (const list of city.app.platform.exports.sheets.keys())
      expect([person, list, clear(JSON.stringify(await takenAway(city, person, list)))]).toEqual([person, list, []])
}, 600_000)

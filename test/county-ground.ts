/** County A has lived through the whole mechanism: one row of everything that has a place, made by the operations that make it. */
import { randomUUID } from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { enterprisesContract } from '../src/enterprises/contract.ts'
import { gridContract } from '../src/grid/contract.ts'
import { checkOrphans } from '../src/grid/hand-over-acts.ts'
import { inspectionsContract } from '../src/inspections/contract.ts'
import { castingEvidence, exampleObservation, examplePlan } from '../src/inspections/examples.ts'
import { lookForFakeWork } from '../src/inspections/jobs.ts'
import type { VisitPlan } from '../src/inspections/visit.ts'
import { leadsContract } from '../src/leads/contract.ts'
import { meteringContract } from '../src/metering/contract.ts'
import { readingsCsv } from '../src/metering/example-files.ts'
import { simulateLoad } from '../src/metering/example-loads.ts'
import { meteringJobs } from '../src/metering/jobs.ts'
import { noticesContract } from '../src/notices/contract.ts'
import { exampleDraft } from '../src/notices/examples.ts'
import type { NoticeDraft } from '../src/notices/notice.ts'
import { inContext } from '../src/platform/server/http.ts'
import { openLimitOrWait } from '../src/platform/server/time-limits.ts'
import { loadCalendar } from '../src/rulebook/store.ts'
import { supervisionContract } from '../src/supervision/contract.ts'
import { tipsContract } from '../src/tips/contract.ts'
import { CaseDesk } from './case-ground.ts'
import type { Test } from './harness.ts'
import { addSite, photo } from './ledger.ts'
import { approveShippedModel, detectAll, foundPoints, loadsOfPoints } from './metering-world.ts'
import { handTipOver, nameCustodians } from './tip-ground.ts'
import { areas } from './world.ts'

/** Papers, a place and people that later questions may name. */
export type Given = {
  documentId: string
  evidenceId: string
  siteId: string
  marketA: string
  officers: string[]
  ownDraft: NoticeDraft
  visitPlan: VisitPlan
  /** A key of a browser that asks for an identity. */
  recipient: string
}

/** One of everything, in village A1, its township and county A. */
export async function liveThroughCountyA(test_: Test): Promise<Given> {
  const photoId = await test_.upload('officerA1', areas.countyA.id, 'evidence', 'a.jpg', await photo())
  const toTownship = exampleDraft(test_.agencies.countyOfficeA, [{ areaId: areas.townshipA.id, agencyId: null }])
  const notice = await test_.ok('countyOfficeA', noticesContract.draftNotice, {
    ...toTownship,
    demands: toTownship.demands.map((d) => ({ ...d, dueOn: d.dueOn && '2018-04-16' })),
  })
  await test_.ok('countyOfficeA', noticesContract.issueNotice, notice)
  const { addresseeRows } = await test_.ok('countyOfficeA', noticesContract.getNotice, notice)
  await test_.ok('countyOfficeA', noticesContract.urgeNotice, notice)
  await test_.ok('townshipLeaderA', noticesContract.confirmReceipt, { id: addresseeRows[0]?.id ?? '' })
  const toCounty = exampleDraft(test_.agencies.cityOffice, [{ areaId: areas.countyA.id, agencyId: null }])
  const fromCity = await test_.ok('cityOffice', noticesContract.draftNotice, toCounty)
  await test_.ok('cityOffice', noticesContract.issueNotice, fromCity)
  await test_.ok('countyOfficeA', noticesContract.forwardNotice, {
    ...fromCity,
    areaIds: [areas.townshipA.id],
    remark: '甲密转发',
  })
  const site = await addSite(test_, areas.villageA1)
  await test_.ok('countyOfficeA', enterprisesContract.enterInvoicedTonnage, {
    id: site.enterpriseId,
    month: '2018-01',
    tonnes: 120,
    agreement: '数据共享协议',
    document: '甲密税函',
  })
  await test_.ok('countyOfficeA', inspectionsContract.openSweep, {
    noticeId: notice.id,
    areaId: areas.countyA.id,
    name: '排查',
    startsOn: '2018-03-05',
    dueOn: '2018-04-16',
    planNumber: null,
    planApprovedBy: null,
  })
  await test_.ok('officerA1', enterprisesContract.transferFurnace, {
    id: site.furnaceIds[0] ?? '',
    kind: 'lease',
    happenedOn: '2018-03-01',
    toWhom: '甲密承租人',
    whereabouts: '甲密车间',
  })
  await watchVillageA1(test_, site.siteId)
  const officers = [test_.persons.officerA1.officialId, test_.persons.officerA2.officialId]
  const visit = await test_.ok(
    'officerA1',
    inspectionsContract.planVisit,
    examplePlan(site.siteId, test_.agencies.marketA, officers, '2018-03-05'),
  )
  await test_.ok('officerA1', inspectionsContract.startVisit, { id: visit.id, gateLogIn: null })
  await test_.ok('officerA1', inspectionsContract.judge, {
    visitId: visit.id,
    furnaceId: site.furnaceIds[0] ?? null,
    evidence: castingEvidence,
    photoIds: [photoId],
    note: '甲密判断',
  })
  const desk = new CaseDesk(test_)
  const opened = await desk.open()
  const looked = { startedAt: '2018-03-05T00:30:00Z', endedAt: '2018-03-05T00:40:00Z' }
  await desk.take('officerA1', opened, 'hood', 'findIntact', looked)
  await desk.decide(opened, 'officerA1', 'marketA', '甲密处〔2018〕1号')
  const tasks = await test_.ok('countyOfficeA', noticesContract.listTasks, {
    noticeId: fromCity.id,
    product: 'selfCheckReport',
  })
  await test_.ok('countyOfficeA', supervisionContract.draftReport, { taskId: tasks.rows[0]?.id ?? '' })
  await test_.ok('countyOfficeA', noticesContract.askTaskExtension, {
    id: tasks.rows[0]?.id ?? '',
    until: '2018-12-03',
    reason: '甲密机构调整',
  })
  const plans = await test_.ok('countyOfficeA', noticesContract.listTasks, {
    noticeId: fromCity.id,
    product: 'workPlan',
  })
  const plan = await test_.upload(
    'countyOfficeA',
    areas.countyA.id,
    'document',
    'a.pdf',
    Buffer.from('%PDF-1.4\n%%EOF'),
  )
  await test_.ok('countyOfficeA', noticesContract.deliverTask, { id: plans.rows[0]?.id ?? '', fileId: plan })
  await test_.ok('countyOfficeA', supervisionContract.issueSummary, { noticeId: notice.id })
  await superviseTownshipA(test_)
  await nameCustodians(test_)
  const { id: tipId } = await handTipOver(test_)
  const recipient = await identityToRecipient(await generateX25519Identity())
  await test_.ok('cityOffice', tipsContract.requestIdentity, { id: tipId, purpose: '核实时间', recipient })
  const table = Buffer.from('企业名称,区划代码,场所类型\n甲密新厂,329902100201,其他\n')
  const fileId = await test_.upload('countyOfficeA', areas.countyA.id, 'import', 'a.csv', table)
  await test_.ok('countyOfficeA', enterprisesContract.startImport, { fileId })
  await answerForTownshipA(test_)
  await handOverInVillageA1(test_)
  await meterCountyA(test_)
  return {
    documentId: plan,
    evidenceId: photoId,
    siteId: site.siteId,
    marketA: test_.agencies.marketA,
    officers,
    ownDraft: toTownship,
    visitPlan: examplePlan(site.siteId, test_.agencies.marketA, officers, '2018-04-09'),
    recipient,
  }
}

/** One picture in two observations, the second sent again with other words; a lead of it, assigned. */
async function watchVillageA1(test_: Test, siteId: string): Promise<void> {
  const photoId = await test_.upload('gridWorkerA1', areas.villageA1.id, 'evidence', 'b.jpg', await photo('#123456'))
  const seen = exampleObservation(areas.villageA1.id, { siteId, photoIds: [photoId], asLead: true })
  const again = { id: randomUUID(), ...seen, observedAt: '2018-03-04T01:00:00Z', asLead: false }
  const { leadId } = await test_.ok('gridWorkerA1', inspectionsContract.recordObservation, {
    id: randomUUID(),
    ...seen,
  })
  await test_.ok('gridWorkerA1', inspectionsContract.recordObservation, again)
  await test_.refused('gridWorkerA1', inspectionsContract.recordObservation, { ...again, words: '甲密改写' })
  await inContext(test_.app.platform, 'system', null, (context) => lookForFakeWork(context))
  await test_.ok('countyOfficeA', leadsContract.assignLead, {
    id: leadId ?? '',
    agencyId: test_.agencies.marketA,
    note: null,
  })
}

/** A blind spot that is chased; a second grid worker who leaves, hands over and leaves an orphan all the same. */
async function handOverInVillageA1(test_: Test): Promise<void> {
  const leaver = await test_.ok('townshipLeaderA', gridContract.appoint, {
    areaId: areas.villageA1.id,
    post: 'gridWorker',
    name: '甲密离任者',
    phone: null,
    validFrom: '2018-03-01',
    source: '文件',
  })
  await test_.ok('townshipLeaderA', gridContract.chaseBlindSpot, {
    areaId: areas.villageA1.id,
    kind: 'noPhone',
    post: 'gridWorker',
    appointmentId: leaver.id,
  })
  const { officialId: toOfficialId } = test_.persons.gridWorkerA1
  await test_.ok('townshipLeaderA', gridContract.endAppointment, {
    id: leaver.id,
    on: '2018-03-04',
    reason: '调离',
    toOfficialId,
  })
  // a limit that nobody handed over: no operation leaves one behind
  await test_.asOwner(
    `update time_limits set holder_official_id = $1 where id = (select id from time_limits where state = 'running' and starts_with(area_path, '/1/2/4/6/') limit 1)`,
    [leaver.officialId],
  )
  await inContext(test_.app.platform, 'system', null, (context) => checkOrphans(context))
  // a limit that ends in a year without calendar
  await test_.asSystem(async (db) => {
    const area = { id: areas.villageA1.id, path: areas.villageA1.path }
    const start = {
      subjectKind: 'lead',
      subjectId: randomUUID(),
      kind: 'limit.leadVerification',
      area,
      confined: false,
    }
    await openLimitOrWait(
      db,
      { ...start, startedOn: '2048-12-30', days: 10, dayKind: 'working' },
      await loadCalendar(db),
    )
  })
}

/** A pledge and a board, a published plan, and what a grid leader hands over on leaving. */
async function answerForTownshipA(test_: Test): Promise<void> {
  const holders = await test_.ok('townshipLeaderA', gridContract.listAppointments, { areaId: areas.villageA1.id })
  await test_.ok('townshipLeaderA', gridContract.drawUpPledge, { id: holders.rows[0]?.id ?? '' })
  const away = { id: holders.rows[0]?.id ?? '', fromOn: '2018-12-03', toOn: '2018-12-05' }
  await test_.ok('townshipLeaderA', gridContract.enterLeave, away)
  await test_.ok('townshipLeaderA', gridContract.printBoard, { areaId: areas.villageA1.id, place: '甲密门口' })
  await test_.ok('countyOfficeA', tipsContract.publishResponsePlan, {
    areaId: areas.countyA.id,
    scope: '生产“地条钢”的',
    phones: [{ label: '工作时间', number: '0519-8000 0000', hours: '8:30—17:30' }],
    address: '人民路1号',
    answers: '甲区化解办',
  })
}

/** Readings by token and by delivery, a feeder, a run of detection with its alarms. */
async function meterCountyA(test_: Test): Promise<void> {
  await test_.goTo('2018-04-09T02:00:00Z')
  await test_.asSystem((db) => foundPoints(db, test_.now()))
  await approveShippedModel(test_)
  const terms = { agreement: '甲密协议', purpose: '用电监测', basis: '协议第三条' }
  const at = { areaId: areas.countyA.id, name: '甲密' }
  await test_.ok('powerLiaison', meteringContract.registerFeeder, { ...at, account: 'A-1004' })
  await test_.ok('powerLiaison', meteringContract.issueToken, { ...at, ...terms, validTo: '2018-12-31' })
  const fileId = await test_.upload('powerLiaison', areas.city.id, 'import', 'r.csv.gz', loadsOfPoints())
  const { id: subjectId } = await test_.ok('powerLiaison', meteringContract.deliverReadings, { fileId, ...terms })
  await importDelivery(test_, subjectId)
  await detectAll(test_)
  // a file of the county itself: an account that the ledger does not know, and a row that cannot be read
  const unknown = readingsCsv(
    simulateLoad('office', { seed: 1, account: 'A-9999', from: '2018-04-01', days: 1, contractKw: 100 }),
  )
  const broken = Buffer.from(`${unknown}A-1004,not-a-day\n`)
  const own = await test_.upload('powerLiaison', areas.countyA.id, 'import', 'b.csv', broken)
  const delivery = await test_.ok('powerLiaison', meteringContract.deliverReadings, { fileId: own, ...terms })
  await importDelivery(test_, delivery.id)
  const { rows } = await test_.ok('cityOffice', meteringContract.listUsagePoints, { areaId: areas.villageA1.id })
  const curve = { id: rows[0]?.id ?? '', from: '2018-04-01', to: '2018-04-02' }
  await test_.ok('cityOffice', meteringContract.getLoadCurve, curve)
}

const importDelivery = (test_: Test, subjectId: string) =>
  inContext(test_.app.platform, 'system', null, async (context) =>
    meteringJobs['metering.import']?.run({ ...context, user: null }, { subjectId }),
  )

/** A meeting of the county with its township, whose demand is answered, closed and objected to; a listed lead; a summons of the county. */
async function superviseTownshipA(test_: Test): Promise<void> {
  const summoned = [{ areaId: areas.townshipA.id, agencyId: null }]
  const plan = { subject: '督导会', cause: '进度慢', agenda: ['汇报'], summoned, citePick: true }
  const meeting = await test_.ok('countyOfficeA', supervisionContract.planMeeting, plan)
  const call = { ...meeting, meetingAt: '2018-03-05T05:00:00Z', place: '会议室' }
  await test_.ok('countyOfficeA', supervisionContract.notifyMeeting, call)
  const { itemIds } = await test_.ok('countyOfficeA', supervisionContract.recordMeetingMinutes, {
    ...meeting,
    heldOn: '2018-03-05',
    chair: '主任',
    proceedings: '汇报了进度。',
    attendance: [],
    demands: [{ areaId: areas.townshipA.id, problem: '空缺', demand: '补齐', dueOn: null }],
  })
  const item = { id: itemIds[0] ?? '' }
  const answer = { ...item, answer: '甲密答复', fileIds: [] }
  await test_.ok('townshipLeaderA', supervisionContract.answerRectification, answer)
  await test_.ok('countyOfficeA', supervisionContract.acceptRectification, { ...item, findings: '属实' })
  const words = { ...item, problem: '空缺', result: '补齐' }
  await test_.ok('countyOfficeA', supervisionContract.publiciseRectification, words)
  const objection = { ...item, channel: 'phone', objection: '仍空缺' } as const
  await test_.ok('countyOfficeA', supervisionContract.recordObjection, objection)
  const { rows } = await test_.ok('countyOfficeA', supervisionContract.findUrgeable, { text: 'XS' })
  const lead = rows.find((row) => row.subjectKind === 'lead')
  if (!lead) throw new Error('no lead can be listed')
  await test_.ok('countyOfficeA', supervisionContract.listUrging, {
    subjectKind: lead.subjectKind,
    subjectId: lead.subjectId,
    reason: '未核查',
    dueOn: null,
    publicWords: null,
    demand: null,
    citePick: false,
  })
  await test_.ok('cityOffice', supervisionContract.proposeSummons, {
    areaId: areas.countyA.id,
    grounds: 'overdue',
    facts: '逾期',
  })
  await test_.ok('countyOfficeA', supervisionContract.planOnSite, {
    areaId: areas.townshipA.id,
    cause: '甲密督查',
    members: ['甲区化解办 甲', '甲区督查室 乙'],
    startsOn: '2018-03-06',
    endsOn: '2018-03-08',
    points: ['grid'],
    citePick: false,
  })
}

/** Every record with a life or an end, and the operations that write without one. */
import type { Given } from './county-ground.ts'
import { type Life, somebody } from './life.ts'
import { livesOfMatters } from './lives-of-matters.ts'
import { livesOfWork } from './lives-of-work.ts'

const term = { on: '2018-04-09', reason: 'x' }

const later = { on: '2018-04-10', reason: 'x' }
const gone = ['not-found', 'area-unknown']
const term2018 = { validFrom: '2018-04-09', validTo: '2018-12-31' }

/** What only ends. The posts of people last, and the area: whoever held them may do nothing after it. */
const ends: readonly Life[] = [
  {
    table: 'appointments',
    states: ['running'],
    put: () => 'valid_to = null',
    row: `t.area_path = '/1/2/4/'`,
    operations: [{ operation: 'grid.handOverLater', in: [], input: { reason: 'x' } }],
  },
  {
    table: 'pledges',
    states: ['confirmed'],
    put: () => 'confirmed_at = now()',
    operations: [{ operation: 'grid.confirmPledge', in: [] }],
  },
  {
    table: 'hand_overs',
    states: ['confirmed'],
    put: () => 'confirmed_at = now()',
    operations: [{ operation: 'grid.confirmHandOver', in: [] }],
  },
  {
    table: 'boards',
    states: ['removed'],
    put: () => `removed_on = '2018-03-31'`,
    operations: [
      { operation: 'grid.removeBoard', in: [], unseen: ['removed'] },
      { operation: 'grid.printBoard', in: [], unseen: ['removed'], ids: { boardId: 't.id' } },
    ],
  },
  {
    table: 'licences',
    states: ['ended'],
    put: () => `valid_to = '2018-03-31'`,
    operations: [{ operation: 'enterprises.endLicence', in: [], input: term }],
  },
  {
    table: 'occupancies',
    states: ['ended'],
    put: () => `valid_to = '2018-03-31'`,
    operations: [{ operation: 'enterprises.endOccupancy', in: [], input: term }],
  },
  {
    table: 'role_grants',
    states: ['ended'],
    put: () => `valid_to = '2018-03-31'`,
    row: `t.official_id = (select id from officials where name = 'officerWithoutCard')`,
    operations: [{ operation: 'agencies.endRole', in: [], ids: { grantId: 't.id' }, input: term }],
  },
  {
    table: 'delivery_tokens',
    states: ['revoked'],
    put: () => `revoked_at = now(), revoked_by = ${somebody}`,
    operations: [{ operation: 'metering.revokeToken', in: [] }],
  },
  {
    table: 'rules',
    states: ['authentic'],
    put: () => `standing = 'authentic'`,
    operations: [{ operation: 'rulebook.raiseRule', in: [], input: ({ documentId }) => ({ fileId: documentId }) }],
  },
  {
    table: 'appointments',
    states: ['ended'],
    put: () => `valid_to = '2018-03-31'`,
    row: `t.area_path = '/1/2/4/6/' and t.official_id in (select id from officials where name = 'gridWorkerA1')`,
    operations: [
      { operation: 'grid.endAppointment', in: [], input: { ...term, toOfficialId: null, successor: null } },
      { operation: 'grid.drawUpPledge', in: [] },
      { operation: 'grid.enterLeave', in: [], input: { fromOn: '2018-12-03', toOn: '2018-12-04' } },
      { operation: 'grid.endLeave', in: [] },
      { operation: 'grid.changePhone', in: [], input: { phone: '13900000009' } },
      {
        operation: 'grid.chaseBlindSpot',
        in: [],
        ids: { appointmentId: 't.id' },
        input: { kind: 'noPhone', post: 'gridWorker', agencyId: null },
        codes: ['no-blind-spot'],
      },
    ],
  },
  {
    // village A2, merged into A1
    table: 'area_versions',
    key: 'area_id',
    states: ['closed'],
    put: () => `valid_to = '2018-03-31'`,
    row: 't.area_id = 7',
    operations: [
      ...Object.entries({
        'areas.renameArea': { id: 7, ...later },
        'areas.moveArea': { id: 7, parentId: 9, ...later },
        'areas.splitArea': { id: 7, childIds: [8], siteIds: [], divisionCode: null, ...later },
        'grid.closeArea': { areaId: 7, intoId: 6, ...later, toOfficialId: undefined },
        'grid.appoint': {
          areaId: 7,
          phone: null,
          post: 'gridWorker',
          agencyId: null,
          officialId: null,
          sourceFileId: null,
          ...term2018,
        },
        'leads.openLead': { areaId: 7, siteId: null },
        'inspections.recordObservation': { areaId: 7, siteId: null, sweepTargetId: null, photoIds: [], asLead: false },
        'enterprises.registerEnterprise': { areaId: 7, uscc: null, industryCode: null, industryEdition: null },
        'enterprises.registerSite': { areaId: 7, enterpriseId: null },
        'supervision.raiseRectification': { areaId: 7, dueOn: '2018-05-09' },
        'supervision.proposeSummons': { areaId: 7 },
        'supervision.planOnSite': { areaId: 7, startsOn: '2018-04-10', endsOn: '2018-04-11' },
        'metering.registerFeeder': { areaId: 7 },
        'metering.issueToken': { areaId: 7, validTo: '2018-12-31' },
        'agencies.createOfficial': { areaId: 7, agencyId: null },
      }).map(([operation, input]) => ({ operation, in: [], ids: {}, input, codes: gone })),
      ...['grid.previewRoster', 'grid.applyRoster'].map((operation) => ({
        operation,
        in: [],
        ids: {},
        codes: gone,
        input: ({ documentId }: Given) => ({ areaId: 7, fileId: documentId }),
      })),
      {
        operation: 'agencies.grantRole',
        in: [],
        codes: gone,
        ids: { id: `(select id from officials where name = 'officerWithoutCard')` },
        input: { areaId: 7, agencyId: null, role: 'townshipLeader', ...term2018 },
      },
    ],
  },
]

export const lives = [...livesOfMatters, ...livesOfWork, ...ends]

const anew = 'makes a record of its own, whatever state others are in'
const unending = 'what it changes has no end: it is corrected, with its event, as long as it stands in the register'
const byCode =
  'the door is the reporter’s own code or token; its states are walked in tips/handling.test.ts and tip-file-handlers.test.ts'

/** Operations that write and stand in no life above, and why. */
export const withoutLife: Readonly<Record<string, string>> = {
  'platform.startExport': anew,
  'platform.uploadFile': anew,
  'rulebook.enterCalendarYear': 'a year is entered once: rulebook/handlers.test.ts',
  'areas.openArea': 'the area above it is a township: areas/handlers.test.ts',
  'agencies.changeOfficial': unending,
  'agencies.createAccount': 'one account for each: agencies/handlers.test.ts',
  'agencies.resetPassword': unending,
  'agencies.endSessions': 'where no session is open, nothing is ended',
  'agencies.saveMyContact': unending,
  'grid.filePledge': 'the paper was signed in the term; its scan may arrive after it',
  'notices.draftNotice': anew,
  'enterprises.changeEnterprise': unending,
  'enterprises.changeSite': unending,
  'enterprises.changeFurnace': unending,
  'enterprises.changeUsagePoint': unending,
  'enterprises.occupySite': 'a closed site has occupants too: who they were stands in the ledger',
  'enterprises.registerFurnace': 'what stands in a closed site is what is looked for',
  'enterprises.registerUsagePoint': 'as a furnace of a closed site',
  'enterprises.registerLicence': 'as a furnace of a closed site',
  'enterprises.changeLicence':
    'what was licensed is corrected after its end too: windows of those days are judged by it',
  'enterprises.enterInvoicedTonnage': 'a month is entered once: enterprises/invoiced-tonnage.test.ts',
  'enterprises.correctInvoicedTonnage': unending,
  'enterprises.importInvoicedTonnages': anew,
  'enterprises.startImport': anew,
  'metering.deliverReadings': anew,
  'metering.changeFeeder': unending,
  'metering.importFeeders': anew,
  'metering.receiveReadings': 'its door is a token: metering/token-handlers.test.ts',
  'metering.proposeModel': anew,
  'tips.sendTip': byCode,
  'tips.writeToOffice': byCode,
  'tips.disputeResult': byCode,
  'tips.claimReward': byCode,
  'tips.announceFile': byCode,
  'tips.addFilePart': byCode,
  'tips.addLastPart': byCode,
  'tips.finishFile': byCode,
  'tips.addStill': 'only of an original that was opened: tips/tip-file-handlers.test.ts',
  'tips.enterTip': anew,
  'tips.askReporter': 'a reporter may be asked, and answer, after the end too',
  'tips.withholdTip': 'whom a tip is kept from is decided as long as anybody may read it',
  'tips.requestIdentity': 'each browser asks for itself, with a key of its own',
  'tips.requestStills': 'a film is asked for as long as its original is kept: tips/tip-video.test.ts',
  'tips.proposeCustodian': anew,
  'tips.resealHalves': 'only halves that wait for a successor: tips/custodian.test.ts',
  'tips.checkHalves': 'only halves that were sealed anew to the caller: tips/custodians-merged.test.ts',
  'tips.findClaim': 'asks, with a claim code',
  'tips.answerClaim': 'its door is a claim code: tips/reward.test.ts',
  'tips.publishResponsePlan': anew,
  'supervision.planMeeting': anew,
  'supervision.issueSummary':
    'an edition of its own; a notice that demands no report has none: supervision/report.test.ts',
}

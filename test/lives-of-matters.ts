import { furnaceMoves, furnaceStates } from '../src/enterprises/furnace.ts'
import { importMoves, importStatuses } from '../src/enterprises/ledger-import.ts'
import { siteMoves, siteStatuses } from '../src/enterprises/site.ts'
import { leadMoves, leadStatuses } from '../src/leads/lead.ts'
import { alarmMoves, alarmStatuses } from '../src/metering/alarm.ts'
import { deliveryMoves, deliveryStatuses } from '../src/metering/delivery.ts'
import { modelMoves, modelStatuses } from '../src/metering/model-life.ts'
import { noticeMoves, noticeStatuses } from '../src/notices/notice.ts'
import { taskMoves, taskStatuses } from '../src/notices/task.ts'
import { extensionMoves, extensionStates } from '../src/notices/task-extension.ts'
import { messageMoves, messageStatuses } from '../src/platform/shared/message.ts'
import { tipMoves, tipStatuses } from '../src/tips/tip.ts'
import { type Life, nullUnless } from './life.ts'

/** The notice of the county to its township, and the tasks of the city's to the county. */
const noticeOfCounty = `t.area_path = '/1/2/' and t.number is not null`
const taskOfCounty = `t.area_path = '/1/2/' and t.product = 'workPlan'`

const leadPut = (state: string) =>
  `${nullUnless('cause', state === 'closed', `'handedOn'`)}, assigned_agency_id = (select id from agencies where code = 'test.marketA')`

export const livesOfMatters: readonly Life[] = [
  {
    table: 'messages',
    column: 'status',
    states: messageStatuses,
    put: (state) => nullUnless('ended_at', !['waiting', 'sending'].includes(state), 'now()'),
    operations: [{ operation: 'platform.sendAgain', in: messageMoves.sendAgain.from }],
  },
  {
    table: 'notices',
    column: 'status',
    states: noticeStatuses,
    row: noticeOfCounty,
    operations: [
      { operation: 'notices.changeDraft', in: noticeMoves.change.from, input: ({ ownDraft }) => ownDraft },
      { operation: 'notices.discardDraft', in: noticeMoves.discard.from },
      { operation: 'notices.submitDraft', in: noticeMoves.submit.from },
      { operation: 'notices.returnDraft', in: noticeMoves.return.from },
      { operation: 'notices.approveDraft', in: noticeMoves.approve.from },
      { operation: 'notices.issueNotice', in: noticeMoves.issue.from },
      { operation: 'notices.sealNotice', in: ['issued'], input: ({ documentId }) => ({ fileId: documentId }) },
      { operation: 'notices.withdrawNotice', in: noticeMoves.withdraw.from },
      { operation: 'notices.urgeNotice', in: ['issued'], input: { addresseeId: undefined } },
      { operation: 'notices.forwardNotice', in: ['issued'], input: { areaIds: [6] } },
      {
        operation: 'notices.confirmReceipt',
        in: ['issued'],
        unseen: ['draft', 'discarded', 'inReview', 'approved'],
        ids: { id: '(select a.id from notice_addressees a where a.notice_id = t.id limit 1)' },
      },
      {
        operation: 'inspections.openSweep',
        in: ['issued'],
        ids: { noticeId: 't.id' },
        input: { areaId: 2, startsOn: '2018-04-09', dueOn: '2018-05-09', planNumber: null, planApprovedBy: null },
      },
    ],
  },
  {
    table: 'tasks',
    column: 'status',
    states: taskStatuses,
    row: taskOfCounty,
    operations: [
      {
        operation: 'notices.deliverTask',
        in: taskMoves.deliver.from,
        input: ({ documentId }) => ({ fileId: documentId }),
      },
      { operation: 'notices.acceptTask', in: taskMoves.accept.from },
      { operation: 'notices.returnTask', in: taskMoves.return.from },
      { operation: 'notices.askTaskExtension', in: taskMoves.deliver.from, input: { until: '2019-01-02' } },
    ],
  },
  {
    table: 'task_extensions',
    column: 'state',
    states: extensionStates,
    put: (state) =>
      `${nullUnless('decided_at', state !== 'asked', 'now()')}, ${nullUnless('answer', state === 'refused', `'不同意'`)}, ${nullUnless(
        'decided_by',
        state === 'approved' || state === 'refused',
        "(select id from officials where name = 'cityOffice')",
      )}`,
    operations: (['approve', 'refuse'] as const).map((move) => ({
      operation: `notices.${move}TaskExtension`,
      in: extensionMoves[move].from,
      ids: { id: 't.task_id' },
    })),
  },
  {
    table: 'tasks',
    column: 'status',
    states: taskStatuses,
    row: `t.area_path = '/1/2/' and t.product = 'selfCheckReport'`,
    operations: [{ operation: 'supervision.draftReport', in: taskMoves.deliver.from, ids: { taskId: 't.id' } }],
  },
  {
    table: 'sites',
    column: 'status',
    states: siteStatuses,
    put: (state) => nullUnless('closed_on', state === 'closed', `'2018-03-01'`),
    row: `t.area_path = '/1/2/4/6/'`,
    operations: Object.entries(siteMoves).map(([move, { from }]) => ({
      operation: 'enterprises.moveSite',
      in: from,
      input: { move, on: '2018-04-09' },
    })),
  },
  {
    table: 'furnaces',
    column: 'state',
    states: furnaceStates,
    put: (state) => nullUnless('whereabouts', state === 'removed', `'仓库'`),
    row: `t.area_path = '/1/2/4/6/'`,
    operations: [
      ...(['stop', 'restart', 'dismantle', 'remove', 'return'] as const).map((move) => ({
        operation: 'enterprises.moveFurnace',
        in: furnaceMoves[move].from,
        input: { move },
      })),
      {
        operation: 'enterprises.transferFurnace',
        in: furnaceStates.filter((state) => state !== 'destroyed'),
        codes: ['furnace-gone'],
      },
    ],
  },
  {
    table: 'ledger_imports',
    column: 'status',
    states: importStatuses,
    operations: [{ operation: 'enterprises.applyImport', in: importMoves.apply.from }],
  },
  {
    table: 'leads',
    column: 'status',
    states: leadStatuses,
    put: leadPut,
    row: `t.area_path = '/1/2/4/6/' and t.source = 'observation'`,
    operations: [
      { operation: 'leads.assignLead', in: leadMoves.assign.from, input: ({ marketA }) => ({ agencyId: marketA }) },
      {
        operation: 'inspections.planVisit',
        in: leadStatuses.filter((status) => status !== 'closed'),
        ids: { leadId: 't.id' },
        input: ({ visitPlan }) => visitPlan,
      },
      {
        operation: 'supervision.listUrging',
        in: leadStatuses.filter((status) => status !== 'closed'),
        ids: { subjectId: 't.id' },
        input: { subjectKind: 'lead', dueOn: null, publicWords: null, demand: null, citePick: false },
        codes: ['matter-settled'],
      },
      { operation: 'leads.takeUpLead', in: leadMoves.startVerification.from },
      { operation: 'leads.returnLead', in: leadMoves.giveBack.from },
      { operation: 'leads.takeBackLead', in: leadMoves.takeBack.from },
      { operation: 'leads.decideLead', in: leadMoves.unfounded.from, input: { outcome: 'unfounded' } },
      {
        operation: 'leads.closeLead',
        in: leadMoves.close.from,
        input: { cause: 'handedOn' },
        codes: ['wrong-state', 'lead-closed-by-case'],
      },
      {
        operation: 'cases.openCase',
        in: leadMoves.closeByCase.from,
        ids: { leadId: 't.id' },
        codes: ['lead-not-founded'],
      },
    ],
  },
  {
    table: 'leads',
    column: 'status',
    states: leadStatuses,
    put: leadPut,
    row: `t.area_path = '/1/2/' and t.site_id is null`,
    operations: [
      {
        operation: 'leads.nameSite',
        in: ['opened', 'assigned', 'underVerification'],
        input: ({ siteId }) => ({ siteId }),
      },
    ],
  },
  {
    table: 'alarms',
    column: 'status',
    states: alarmStatuses,
    put: (state) =>
      `${nullUnless('cause', state === 'closed', `'idle'`)}, ${nullUnless('closed_at', state === 'closed', 'now()')}`,
    row: `t.area_path = '/1/2/4/6/'`,
    operations: [
      { operation: 'metering.checkRegister', in: alarmMoves.closeByRegister.from },
      {
        operation: 'metering.assignAlarm',
        in: alarmMoves.assign.from,
        input: ({ marketA }) => ({ agencyId: marketA }),
      },
      { operation: 'metering.verifyAlarm', in: alarmMoves.verify.from },
      { operation: 'metering.closeAlarm', in: alarmMoves.close.from, input: { cause: 'idle' } },
    ],
  },
  {
    table: 'deliveries',
    column: 'status',
    states: deliveryStatuses,
    operations: [{ operation: 'metering.withdrawDelivery', in: deliveryMoves.withdraw.from }],
  },
  {
    table: 'detector_models',
    key: 'version',
    column: 'status',
    states: modelStatuses,
    put: (state) =>
      [
        nullUnless('withdrawn_at', state === 'withdrawn', 'now()'),
        nullUnless('withdrawn_reason', state === 'withdrawn', `'x'`),
      ].join(', '),
    operations: [
      { operation: 'metering.approveModel', in: modelMoves.approve.from, ids: { version: 't.version' } },
      { operation: 'metering.withdrawModel', in: modelMoves.withdraw.from, ids: { version: 't.version' } },
    ],
  },
  {
    table: 'tips',
    column: 'status',
    states: tipStatuses,
    beside: (state) =>
      (tipMoves.founded.from as readonly string[]).includes(state)
        ? undefined
        : `update time_limits set state = 'met' where subject_id = $1 and state = 'running'`,
    operations: [
      { operation: 'tips.draftHandOver', in: tipMoves.handOver.from },
      { operation: 'tips.giveTipBack', in: tipMoves.giveBack.from },
      { operation: 'tips.moveTip', in: tipMoves.handOver.from, input: { placeAreaId: 7 } },
      { operation: 'tips.joinTip', in: tipMoves.founded.from, ids: { to: 't.id' } },
      { operation: 'tips.askExtension', in: tipMoves.founded.from },
      { operation: 'tips.suspendTip', in: tipMoves.founded.from, input: { until: '2018-04-10' } },
      { operation: 'tips.resumeTip', in: [] },
      { operation: 'tips.decideExtension', in: [] },
      { operation: 'tips.decideRecheck', in: [] },
      { operation: 'tips.decideReward', in: ['founded', 'dealtWith'] },
      {
        operation: 'tips.concludeTip',
        in: [...tipMoves.founded.from, ...tipMoves.dealWith.from],
        input: { acceptance: null },
      },
    ],
  },
  {
    table: 'tip_hand_overs',
    column: 'status',
    states: ['drafted', 'issued', 'discarded'],
    operations: [
      { operation: 'tips.issueHandOver', in: ['drafted'], ids: { id: 't.tip_id' } },
      { operation: 'tips.discardHandOver', in: ['drafted'], ids: { id: 't.tip_id' } },
    ],
  },
  {
    table: 'custodians',
    column: 'state',
    states: ['proposed', 'active', 'retired', 'lost'],
    operations: [
      { operation: 'tips.agreeCustodian', in: ['proposed'] },
      { operation: 'tips.endCustodian', in: ['proposed', 'active'] },
    ],
  },
  {
    table: 'identity_openings',
    column: 'state',
    states: ['requested', 'opened', 'refused'],
    operations: [
      {
        operation: 'tips.giveHalves',
        in: ['requested'],
        ids: { id: 't.id' },
        input: { rows: [{ envelopeId: '01900000-0000-7000-8000-000000000000', half: 'AAAA' }] },
      },
      { operation: 'tips.refuseIdentity', in: ['requested'] },
    ],
  },
]

/** Lives of what is done about it: inspected, closed, supervised. */
import { caseMoves, caseStatuses } from '../src/cases/case-file.ts'
import { flagMoves, flagStatuses } from '../src/inspections/flag.ts'
import { sweepStatuses } from '../src/inspections/sweep.ts'
import { visitMoves, visitStatuses } from '../src/inspections/visit.ts'
import { meetingMoves, meetingStatuses } from '../src/supervision/meeting.ts'
import { onSiteMoves, onSiteStatuses } from '../src/supervision/on-site.ts'
import { rectificationMoves, rectificationStatuses } from '../src/supervision/rectification.ts'
import { reportMoves, reportStatuses } from '../src/supervision/report.ts'
import { summonsMoves, summonsStatuses } from '../src/supervision/summons.ts'
import { urgingMoves, urgingStatuses } from '../src/supervision/urging.ts'
import { type Life, nullUnless, somebody } from './life.ts'

export const livesOfWork: readonly Life[] = [
  {
    table: 'work_flags',
    column: 'status',
    states: flagStatuses,
    put: (state) => nullUnless('decided_by', state !== 'open', somebody),
    operations: [{ operation: 'inspections.decideFlag', in: flagMoves.dismiss.from }],
  },
  {
    table: 'sweeps',
    column: 'status',
    states: sweepStatuses,
    operations: [
      { operation: 'inspections.finishSweep', in: ['running'] },
      {
        operation: 'inspections.recordObservation',
        in: ['running'],
        ids: {
          id: 'gen_random_uuid()',
          sweepTargetId: `(select x.id from sweep_targets x where x.sweep_id = t.id and x.kind = 'village' and x.area_id = 6)`,
        },
        input: { siteId: null, photoIds: [], asLead: false },
      },
      {
        operation: 'inspections.planVisit',
        in: ['running'],
        ids: {
          sweepTargetId: `(select x.id from sweep_targets x where x.sweep_id = t.id and x.kind = 'site' limit 1)`,
          siteId: `(select x.site_id from sweep_targets x where x.sweep_id = t.id and x.kind = 'site' limit 1)`,
        },
        input: ({ visitPlan: { siteId: _, sweepTargetId: __, ...plan } }) => plan,
      },
    ],
  },
  {
    table: 'visits',
    column: 'status',
    states: visitStatuses,
    operations: [
      {
        operation: 'inspections.planProposedVisit',
        in: visitMoves.plan.from,
        input: ({ officers }) => ({ officerIds: officers, plannedOn: '2018-04-09' }),
      },
      { operation: 'inspections.startVisit', in: visitMoves.start.from },
      {
        operation: 'inspections.judge',
        in: visitMoves.submit.from,
        ids: { visitId: 't.id' },
        input: ({ evidenceId }) => ({ photoIds: [evidenceId], furnaceId: null }),
      },
      {
        operation: 'inspections.submitVisit',
        in: visitMoves.submit.from,
        input: ({ evidenceId }) => ({ photoIds: [evidenceId] }),
      },
      { operation: 'inspections.returnVisit', in: visitMoves.return.from },
      { operation: 'inspections.acceptVisit', in: visitMoves.accept.from },
      { operation: 'inspections.cancelVisit', in: visitMoves.cancel.from },
    ],
  },
  {
    table: 'judgements',
    states: ['settled'],
    put: () => `outcome = 'permitted'`,
    operations: [
      { operation: 'inspections.settleJudgement', in: [], input: ({ documentId }) => ({ opinionFileId: documentId }) },
    ],
  },
  {
    table: 'case_files',
    column: 'status',
    states: caseStatuses,
    put: (state) => nullUnless('closed_on', state === 'closed', `'2018-04-01'`),
    operations: [
      ...['recordDecision', 'addFurnaceAtom'].map((name) => ({
        operation: `cases.${name}`,
        in: caseMoves.submit.from,
      })),
      {
        operation: 'cases.serveDecision',
        in: caseMoves.submit.from,
        ids: { id: 't.id', decisionId: '(select d.id from penalty_decisions d where d.case_file_id = t.id limit 1)' },
      },
      ...['nameSupply', 'applyAtom', 'prepareStep', 'withdrawStep', 'takeStep', 'carryOutCut', 'prolongSealing'].map(
        (name) => ({
          operation: `cases.${name}`,
          in: caseMoves.submit.from,
          ids: {
            id: 't.id',
            atomId: `(select a.id from closure_atoms a where a.case_file_id = t.id and a.applies and a.atom = 'power' limit 1)`,
          },
        }),
      ),
      { operation: 'cases.submitClosure', in: caseMoves.submit.from },
      { operation: 'cases.returnClosure', in: caseMoves.return.from },
      { operation: 'cases.acceptClosure', in: caseMoves.accept.from },
    ],
  },
  {
    table: 'summons',
    column: 'status',
    states: summonsStatuses,
    put: (state) => nullUnless('number', !['proposed', 'approved', 'declined'].includes(state), `'x'`),
    operations: [
      { operation: 'supervision.approveSummons', in: summonsMoves.approve.from },
      { operation: 'supervision.declineSummons', in: summonsMoves.decline.from },
      {
        operation: 'supervision.notifySummons',
        in: summonsMoves.notify.from,
        input: { talkAt: '2018-04-20T02:00:00Z' },
      },
      {
        operation: 'supervision.recordMinutes',
        in: summonsMoves.minute.from,
        input: { heldOn: '2018-04-09', demands: [{ text: 'x', dueOn: '2018-05-09' }] },
      },
      {
        operation: 'supervision.answerSummons',
        unseen: ['proposed', 'approved', 'declined'],
        in: summonsMoves.answer.from,
        input: ({ documentId }) => ({ fileId: documentId }),
      },
      { operation: 'supervision.returnAnswer', in: summonsMoves.return.from },
      { operation: 'supervision.verifySummons', in: summonsMoves.verify.from },
    ],
  },
  {
    table: 'rectifications',
    column: 'status',
    states: rectificationStatuses,
    put: (state) =>
      [
        ...['public_from', 'public_until', 'public_problem', 'public_result'].map((column) =>
          nullUnless(column, ['publicised', 'struckOff'].includes(state), `'2018-03-01'`),
        ),
        nullUnless('ended_on', state === 'struckOff', `'2018-05-01'`),
        nullUnless('withdrawn_reason', state === 'withdrawn', `'x'`),
      ].join(', '),
    operations: [
      { operation: 'supervision.answerRectification', in: rectificationMoves.answer.from, input: { fileIds: [] } },
      { operation: 'supervision.returnRectification', in: rectificationMoves.return.from },
      { operation: 'supervision.acceptRectification', in: rectificationMoves.accept.from },
      { operation: 'supervision.publiciseRectification', in: rectificationMoves.publicise.from },
      { operation: 'supervision.recordObjection', in: rectificationMoves.object.from },
      { operation: 'supervision.strikeOffRectification', in: rectificationMoves.strikeOff.from },
      { operation: 'supervision.withdrawRectification', in: rectificationMoves.withdraw.from },
    ],
  },
  {
    table: 'meetings',
    column: 'status',
    states: meetingStatuses,
    put: (state) =>
      [
        nullUnless('number', ['notified', 'minuted'].includes(state), `'x'`),
        nullUnless('minutes_number', state === 'minuted', `'y'`),
        nullUnless('cancelled_reason', state === 'cancelled', `'x'`),
      ].join(', '),
    operations: [
      {
        operation: 'supervision.notifyMeeting',
        in: meetingMoves.notify.from,
        input: { meetingAt: '2018-04-20T02:00:00Z' },
      },
      {
        operation: 'supervision.replyToMeeting',
        in: ['notified'],
        unseen: ['planned', 'cancelled'],
        ids: {
          id: 't.id',
          attendeeId: '(select a.id from meeting_attendees a where a.meeting_id = t.id and a.area_id = 4 limit 1)',
        },
      },
      {
        operation: 'supervision.recordMeetingMinutes',
        in: meetingMoves.minute.from,
        input: { heldOn: '2018-04-09', attendance: [], demands: [] },
      },
      { operation: 'supervision.cancelMeeting', in: meetingMoves.cancel.from },
    ],
  },
  {
    table: 'urgings',
    column: 'status',
    states: urgingStatuses,
    put: (state) =>
      `answered_by = ${somebody}, findings = 'x', ended_on = '2018-04-01', proof_file_ids = array(select id from files limit ${state === 'struckOff' ? 1 : 0})`,
    operations: [
      { operation: 'supervision.answerUrging', in: urgingMoves.answer.from, input: { fileIds: [] } },
      { operation: 'supervision.returnUrging', in: urgingMoves.return.from },
      {
        operation: 'supervision.strikeOffUrging',
        in: urgingMoves.strikeOff.from,
        input: ({ documentId }) => ({ fileIds: [documentId] }),
      },
      { operation: 'supervision.withdrawUrging', in: urgingMoves.withdraw.from },
    ],
  },
  {
    table: 'onsite_supervisions',
    column: 'status',
    states: onSiteStatuses,
    put: (state) =>
      `${nullUnless('number', state === 'fedBack', `'x'`)}, ${nullUnless('cancelled_reason', state === 'cancelled', `'x'`)}`,
    operations: [
      { operation: 'supervision.startOnSite', in: onSiteMoves.start.from },
      {
        operation: 'supervision.recordOnSitePoint',
        in: onSiteMoves.feedBack.from,
        input: { point: 'grid', problem: null },
      },
      { operation: 'supervision.feedBackOnSite', in: onSiteMoves.feedBack.from },
      { operation: 'supervision.cancelOnSite', in: onSiteMoves.cancel.from },
    ],
  },
  {
    table: 'reports',
    column: 'status',
    states: reportStatuses,
    put: (state) =>
      [
        nullUnless('number', state !== 'draft', `'x'`),
        nullUnless('submitted_on', state !== 'draft', `'2018-04-01'`),
        nullUnless('returned_reason', state === 'returned', `'x'`),
      ].join(', '),
    operations: [
      { operation: 'supervision.writeReport', in: reportMoves.change.from, codes: ['report-frozen'] },
      { operation: 'supervision.refreshReport', in: reportMoves.change.from, codes: ['report-frozen'] },
      { operation: 'supervision.submitReport', in: reportMoves.submit.from },
      { operation: 'supervision.acceptReport', in: reportMoves.accept.from, unseen: ['draft'] },
      { operation: 'supervision.returnReport', in: reportMoves.return.from, unseen: ['draft'] },
    ],
  },
]

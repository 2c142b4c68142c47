/** Supervision in the demo city: a meeting with its demands, one of them closed in public, a finding from above, days on site, a listed lead. */
import { supervisionContract } from '../../supervision/contract.ts'
import type { SeenPoint } from '../../supervision/on-site.ts'
import type { Hands } from './hands.ts'
import { type Counties, demoPaper } from './history.ts'

/** @param day a day so many days back. */
export async function superviseCounties(
  hands: Hands,
  counties: Counties,
  day: (back: number) => string,
): Promise<void> {
  const [first, second, third] = counties
  if (!first || !second || !third) return
  hands.at(`${day(16)}T01:30:00Z`)
  const { id } = await hands.ok('city-office', supervisionContract.planMeeting, {
    subject: '年度排查工作督导会（示范）',
    cause: '部分地区排查进度偏慢，网格员空缺。',
    agenda: ['有关区汇报排查进度', '市化解办通报情况', '部署下一步工作'],
    summoned: [first, second, third].map(({ area }) => ({ areaId: area.id, agencyId: null })),
    citePick: true,
  })
  const meetingAt = `${day(14)}T01:30:00Z`
  await hands.ok('city-office', supervisionContract.notifyMeeting, { id, meetingAt, place: '市政府二号会议室（示范）' })
  const { attendees } = await hands.ok('city-office', supervisionContract.getMeeting, { id })
  const attendeeOf = (areaId: number) => attendees.find((one) => one.areaId === areaId)?.id ?? ''
  const reply = { id, attendeeId: attendeeOf(first.area.id), who: `${first.area.name}分管负责人` }
  await hands.ok(first.userName, supervisionContract.replyToMeeting, reply)
  hands.at(`${day(13)}T02:00:00Z`)
  const { itemIds } = await hands.ok('city-office', supervisionContract.recordMeetingMinutes, {
    id,
    heldOn: day(14),
    chair: '市化解办主任（示范）',
    proceedings: '有关区汇报了排查进度，市化解办通报了各区网格员落实和排查覆盖情况。',
    attendance: [first, second].map(({ area }) => ({
      attendeeId: attendeeOf(area.id),
      attendance: 'present' as const,
    })),
    demands: [
      { areaId: first.area.id, problem: '两个镇网格员空缺', demand: '补齐网格员并公布名单', dueOn: null },
      { areaId: second.area.id, problem: '三个村未开展排查', demand: '逐村补查', dueOn: null },
    ],
  })
  await closeInPublic(hands, first, itemIds[0] ?? '', day)
  hands.at(`${day(7)}T03:00:00Z`)
  await hands.ok('city-office', supervisionContract.raiseRectification, {
    areaId: third.area.id,
    sourceNumber: '省督查反馈意见第2项（示范）',
    problem: '举报响应方案未向社会公布。',
    demand: '公布举报响应方案和电话。',
    dueOn: null,
  })
  await superviseOnSite(hands, third.area.id, day)
  const { rows } = await hands.ok('city-office', supervisionContract.findUrgeable, { text: 'XS' })
  const lead = rows.find((row) => row.subjectKind === 'lead')
  if (!lead) return
  await hands.ok('city-office', supervisionContract.listUrging, {
    subjectKind: lead.subjectKind,
    subjectId: lead.subjectId,
    reason: '线索交办后迟迟未核查（示范）。',
    dueOn: null,
    publicWords: '一条线索核查迟缓，已挂牌督办（示范）',
    demand: null,
    citePick: true,
  })
}

/** Two days in the towns of a county: one point as its books say, one not. */
async function superviseOnSite(hands: Hands, areaId: number, day: (back: number) => string): Promise<void> {
  hands.at(`${day(6)}T01:00:00Z`)
  const { id } = await hands.ok('city-office', supervisionContract.planOnSite, {
    areaId,
    cause: '排查进度偏慢，实地了解工作情况（示范）。',
    members: ['市化解办副主任（示范）', '市工信局干部（示范）'],
    startsOn: day(6),
    endsOn: day(5),
    points: ['grid', 'sweep'],
    citePick: true,
  })
  await hands.ok('city-office', supervisionContract.startOnSite, { id })
  hands.at(`${day(5)}T08:00:00Z`)
  const point = (name: 'grid' | 'sweep', seen: SeenPoint) =>
    hands.ok('city-office', supervisionContract.recordOnSitePoint, { id, point: name, ...seen })
  await point('sweep', { verdict: 'matches', seen: '抽查四个村的排查记录，与系统一致（示范）。', problem: null })
  await point('grid', {
    verdict: 'differs',
    seen: '两个村的公示牌仍是前任网格员（示范）。',
    problem: { problem: '公示牌没有更新', demand: '更换公示牌并逐村核对', dueOn: null },
  })
  const summary = '工作总体推进，网格责任公示不够及时（示范）。'
  await hands.ok('city-office', supervisionContract.feedBackOnSite, { id, summary })
}

async function closeInPublic(
  hands: Hands,
  { area, userName }: Counties[number],
  id: string,
  day: (back: number) => string,
): Promise<void> {
  hands.at(`${day(10)}T02:00:00Z`)
  const list = await demoPaper('网格员名单', '本件为示范数据。')
  const fileId = await hands.upload(userName, area.id, 'document', '网格员名单.pdf', list)
  const answer = { id, answer: '两镇网格员已补齐，名单附后（示范）。', fileIds: [fileId] }
  await hands.ok(userName, supervisionContract.answerRectification, answer)
  hands.at(`${day(8)}T02:00:00Z`)
  await hands.ok('city-office', supervisionContract.acceptRectification, {
    id,
    findings: '抽查两镇，名单属实（示范）。',
  })
  const words = { problem: '部分村网格员空缺（示范）', result: '网格员已补齐并公布（示范）' }
  await hands.ok('city-office', supervisionContract.publiciseRectification, { id, ...words })
}

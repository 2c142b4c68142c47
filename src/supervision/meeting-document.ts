/** The two papers of a meeting: the notice that calls, and the minutes. */
import { type Recipients, recipientLine } from '../notices/notice-document.ts'
import { chineseDate, chineseInstant, type OfficialDocumentInput } from '../platform/shared/official-document.ts'
import { type Attendance, attendances } from './meeting.ts'

type Paper = { number: string; issuerName: string; date: string; subject: string; demonstration: boolean }
export type MeetingNoticePaper = Paper & {
  cause: string
  agenda: readonly string[]
  recipients: readonly Recipients[]
  meetingAt: string
  place: string
}
export type MeetingMinutesPaper = Paper & {
  noticeNumber: string
  heldOn: string
  chair: string
  agenda: readonly string[]
  proceedings: string
  attending: readonly { name: string; attendance: Attendance; reply: string | null }[]
  demands: readonly { areaName: string; problem: string; demand: string; dueOn: string | null }[]
  recipients: readonly Recipients[]
}

type Block = OfficialDocumentInput['body'][number]
const section = (heading: string, ...texts: readonly string[]): Block[] => [
  { type: 'heading', level: 1, text: heading },
  ...texts.map((text): Block => ({ type: 'paragraph', text })),
]

const frame = ({ issuerName, number, date, demonstration }: Paper) => ({
  issuer: issuerName,
  number,
  signature: { agency: issuerName, date },
  print: { agency: issuerName, date },
  ...(demonstration && { demoMark: '演示数据' }),
})

export const meetingNotice = (paper: MeetingNoticePaper): OfficialDocumentInput => ({
  ...frame(paper),
  kind: 'notice',
  title: `关于召开${paper.subject}的通知`,
  recipients: recipientLine(paper.recipients),
  body: [
    ...section('会议事由', paper.cause),
    ...section('时间、地点', `时间：${chineseInstant(paper.meetingAt)}（北京时间）。地点：${paper.place}。`),
    ...section('会议议程', ...paper.agenda.map((item, i) => `${i + 1}. ${item}`)),
    ...section('有关要求', '请于会前回复参会人员姓名和职务，并准备书面汇报材料。'),
  ],
})

export const meetingMinutesDocument = (paper: MeetingMinutesPaper): OfficialDocumentInput => ({
  ...frame(paper),
  issuer: `${paper.issuerName}会议纪要`,
  kind: 'minutes',
  title: `${paper.subject}纪要`,
  recipients: [],
  body: [
    {
      type: 'paragraph',
      text: `按照${paper.noticeNumber}通知，${chineseDate(paper.heldOn)}召开了${paper.subject}，由${paper.chair}主持。`,
    },
    ...section('会议议程', ...paper.agenda.map((item, i) => `${i + 1}. ${item}`)),
    ...section('会议情况', paper.proceedings),
    ...demandsOf(paper),
  ],
  attendance: attendanceOf(paper),
  copyTo: recipientLine(paper.recipients),
})

const attendanceWords: Record<Attendance, string> = { present: '出席', excused: '请假', absent: '缺席' }

/** Who came, who was excused and who was absent; whoever came is named as the place has said. */
const attendanceOf = ({ attending }: MeetingMinutesPaper): OfficialDocumentInput['attendance'] =>
  attendances.flatMap((attendance) => {
    const names = attending
      .filter((one) => one.attendance === attendance)
      .map(({ name, reply }) => (attendance === 'present' && reply !== null ? `${name}（${reply}）` : name))
    return names.length === 0 ? [] : [{ label: attendanceWords[attendance], names: `${names.join('、')}。` }]
  })

const demandsOf = ({ demands }: MeetingMinutesPaper): Block[] =>
  demands.length === 0
    ? []
    : [
        { type: 'heading', level: 1, text: '整改要求' },
        {
          type: 'table',
          columns: [
            { title: '序号', width: 1.4 },
            { title: '责任地区', width: 2 },
            { title: '问题', width: 3.3, align: 'left' },
            { title: '要求', width: 3.3, align: 'left' },
            { title: '期限', width: 3 },
          ],
          rows: demands.map(({ areaName, problem, demand, dueOn }, i) => [
            String(i + 1),
            areaName,
            problem,
            demand,
            dueOn === null ? '按规定期限' : chineseDate(dueOn),
          ]),
        },
        { type: 'paragraph', text: '以上事项列入整改台账，由上一级验收，公示十个工作日后销号。' },
      ]

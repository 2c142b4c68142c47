/** Refusals of the grid. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const gridRefusals = {
  'post-wrong-level': {
    status: 422,
    zh: '此级区域没有这个岗位，请改选岗位或区域。',
    en: 'There is no such post at this level. Choose another post or area.',
  },
  'liaison-needs-agency': {
    status: 422,
    zh: '联络员须写明所代表的部门，其他岗位不填部门。',
    en: 'A liaison acts for a department: name it. Other posts have none.',
  },
  'already-appointed': {
    status: 409,
    zh: '该人员在此期间已任此岗位，无需重复任命。',
    en: 'This person holds the post in that time already.',
  },
  'substitute-of-oneself': {
    status: 409,
    zh: '同一人在本区域任岗，不能又任替补；请另选一人。',
    en: 'Who holds a post of this area cannot be the substitute as well; choose another person.',
  },
  'official-missing': {
    status: 422,
    zh: '请选择人员，或写明新人员的姓名。',
    en: 'Choose a person, or give the name of a new one.',
  },
  'roster-columns-missing': {
    status: 422,
    zh: '名册缺少必需的列，请下载模板核对表头。',
    en: 'The roster lacks columns that are needed. Compare its first row with the template.',
  },
  'hand-over-needed': {
    status: 409,
    zh: '还有未办结的事项，须先指定由谁接手（继任者、本级其他责任人或上级责任人）。',
    en: 'Things are still open here. Name who takes over: a successor, another holder of the place, or one above.',
  },
  'receiver-not-responsible': {
    status: 422,
    zh: '接手人在交接之日须在本区域或其上级任职，请另选。',
    en: 'Whoever takes over must hold a post of the area or above it on that day. Choose somebody else.',
  },
  'hand-over-blocked': {
    status: 409,
    zh: '区域内还有须先行了结的事项（如举报身份保管人），请办结后再撤并。',
    en: 'Something here has to be settled first, such as the custodians of reporters’ identity. Then end the area.',
  },
  'appointment-after-closing': {
    status: 409,
    zh: '该区域有任职自撤并之日或之后开始，请选更晚的日期，或先更正任职。',
    en: 'An appointment in this area begins on that day or later. Choose a later day, or put the appointment right first.',
  },
  'leave-in-the-past': {
    status: 422,
    zh: '离岗不能补登以前的日期，请从今天或以后开始。',
    en: 'A leave cannot be entered for days that are past. Begin today or later.',
  },
  'leave-outside-term': {
    status: 422,
    zh: '离岗日期须在任期之内，请核对起止日期。',
    en: 'The leave must lie within the appointment. Check its days.',
  },
  'leave-already': {
    status: 409,
    zh: '这段时间已登记离岗，请先结束原离岗再登记。',
    en: 'A leave is entered for these days already. End that one first.',
  },
  'no-blind-spot': {
    status: 409,
    zh: '该盲区今日已不存在，请刷新清单。',
    en: 'This blind spot is there no more today. Load the list anew.',
  },
  'chased-today': {
    status: 409,
    zh: '该盲区今日已催办，每日一次，请明日再催。',
    en: 'This blind spot was chased today already. Once a day is enough: try again tomorrow.',
  },
  'nobody-to-chase': {
    status: 409,
    zh: '该区域及其上级都无人任职，没有可催办的责任人，请先任命。',
    en: 'Nobody holds a post here or above who could be reminded. Appoint somebody first.',
  },
} as const satisfies RefusalTexts

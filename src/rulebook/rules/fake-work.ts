/** From when on a record does not look like work done. A sign for the supervisor to look at, never a finding about a person. */
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, row } from './row.ts'

// what supervision of field work looks for elsewhere; the numbers are ours
const source = inferred(bi('基层巡查弄虚作假的通常表现', 'usual signs of faked field work'))
const note = bi('只作提示，由上级核对后处理', 'a sign only: the supervisor looks and decides')

export const fakeWorkRules: RuleSeed[] = [
  row('fakeWork.samePhoto', {
    title: bi('同一照片重复使用', 'One photo used twice'),
    value: { windowDays: 60 },
    source,
    note,
  }),
  row('fakeWork.shortVisit', {
    title: bi('检查时间过短', 'A visit of a few minutes'),
    value: { windowDays: 60, minutes: 3 },
    source,
    note,
  }),
  row('fakeWork.burst', {
    title: bi('临近期限集中补录', 'A burst before the deadline'),
    value: { windowDays: 60, records: 8, minutes: 60, daysBeforeDue: 2 },
    source,
    note,
  }),
  row('fakeWork.position', {
    title: bi('定位前后矛盾', 'Positions that do not fit'),
    value: { windowDays: 60, kmPerHour: 120, km: 2 },
    source,
    note,
  }),
  row('fakeWork.copiedText', {
    title: bi('文字雷同', 'Copied text'),
    value: { windowDays: 60, records: 4, characters: 10 },
    source,
    note,
  }),
]

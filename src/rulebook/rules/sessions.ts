/** Sign-in limits. Graded protection fixes no figures; these are habits of assessors. */
import type { RuleSeed } from '../rule.ts'
import { bi, programDefault, row, unverified } from './row.ts'

const habit = unverified(bi('等级保护测评惯例', 'habit of graded-protection assessors'))

export const sessionRules: RuleSeed[] = [
  row('session.lockOut', {
    title: bi('登录失败锁定', 'Lock-out after failed sign-ins'),
    value: { tries: 5, minutes: 30 },
    source: habit,
    note: bi('惯例为15至30分钟', 'the habit is 15 to 30 minutes'),
  }),
  row('session.idle', {
    title: bi('无操作自动退出', 'End of an idle session'),
    value: { minutes: 30 },
    source: programDefault,
  }),
  row('session.absolute', {
    title: bi('登录最长有效时间', 'Longest life of a session'),
    value: { hours: 12 },
    source: programDefault,
  }),
]

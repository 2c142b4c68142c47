/** Refusals of agencies, officials, accounts and roles. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const agencyRefusals = {
  'account-exists': {
    status: 409,
    zh: '该人员已有账号，如忘记密码请重置。',
    en: 'This person has an account already. Reset its password if it was forgotten.',
  },
  'account-missing': {
    status: 409,
    zh: '该人员还没有账号，请先建立账号。',
    en: 'This person has no account yet. Make one first.',
  },
  'user-name-taken': {
    status: 409,
    zh: '此用户名已被使用，请换一个。',
    en: 'This user name is taken. Choose another.',
  },
  'grant-to-self': {
    status: 409,
    zh: '不能给自己授权，请由另一位安全管理员办理。',
    en: 'Nobody grants a role to himself. Another security administrator has to do it.',
  },
  'role-needs-agency': { status: 422, zh: '此角色须写明所代表的单位。', en: 'This role acts for an agency. Name it.' },
  'role-wrong-level': {
    status: 422,
    zh: '此角色与所选区域的层级不符，请改选相应层级的区域。',
    en: 'This role belongs to another level of area. Choose an area of that level.',
  },
  'term-reversed': {
    status: 422,
    zh: '结束日期早于开始日期，请修改。',
    en: 'The last day is before the first. Correct the dates.',
  },
  'agency-closed': {
    status: 409,
    zh: '该单位在此日期已撤并，请选择承接单位。',
    en: 'The agency no longer exists on that day. Choose the one that took over.',
  },
  'administrators-exist': {
    status: 409,
    zh: '管理员已经设立，请由安全管理员授权。',
    en: 'Administrators exist already. Further roles are granted by the security administrator.',
  },
} as const satisfies RefusalTexts

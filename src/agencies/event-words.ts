/** Words of the events of agencies, officials and accounts, for timelines and the audit log. */
import type { Bilingual } from '../platform/shared/text.ts'

export const agencyEventWords: Readonly<Record<string, Bilingual>> = {
  'agency.founded': { zh: '载入机构名录', en: 'Registry of agencies loaded' },
  'agency.documentCodeChanged': { zh: '更改机关代字', en: 'Document code changed' },
  'official.created': { zh: '登记人员', en: 'Person entered' },
  'official.changed': { zh: '更改人员', en: 'Person changed' },
  'account.created': { zh: '建立账号', en: 'Account made' },
  'account.passwordReset': { zh: '重置密码', en: 'Password reset' },
  'account.signedOut': { zh: '强制退出', en: 'Signed out everywhere' },
  'administrator.created': { zh: '设立管理员', en: 'Administrator made' },
  'role.granted': { zh: '授予角色', en: 'Role granted' },
  'role.ended': { zh: '结束角色', en: 'Role ended' },
  'official.contactChanged': { zh: '更改本人联系方式', en: 'Own addresses changed' },
}

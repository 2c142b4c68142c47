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
} as const satisfies RefusalTexts

/** Refusals of the tree of areas. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const areaRefusals = {
  'area-parent-unknown': {
    status: 422,
    zh: '区划的上级不在导入文件中，也不在库中，请补充上级后重新导入。',
    en: 'The superior of an area is neither in the file nor known. Add it and import again.',
  },
  'area-parent-loop': {
    status: 422,
    zh: '区划的上下级关系成环，请改正后重新导入。',
    en: 'Areas name each other as superior. Correct the file and import again.',
  },
  'area-into-itself': {
    status: 409,
    zh: '区域不能划入其自身或下级，请另选上级。',
    en: 'An area cannot be put below itself. Choose another superior.',
  },
  'area-day-too-early': {
    status: 409,
    zh: '该区域在此日期之后已有变更，请选择更晚的日期。',
    en: 'The area was changed after that day already. Choose a later day.',
  },
  'area-same-superior': {
    status: 409,
    zh: '该区域已属此上级，无需划转，请另选上级。',
    en: 'The area answers to that superior already. Choose another one.',
  },
  'area-wrong-superior': {
    status: 409,
    zh: '上级须高一级（乡镇属辖市、区，村属乡镇），请另选上级。',
    en: 'The superior must be of the next level up: a township answers to a county, a village to a township. Choose another one.',
  },
} as const satisfies RefusalTexts

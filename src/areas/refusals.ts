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
  'area-level-lowest': {
    status: 409,
    zh: '村（社区）以下不再设责任区域，请另选上级。',
    en: 'There is no level below the village. Choose another superior.',
  },
  'area-name-taken': {
    status: 409,
    zh: '同一上级下已有同名区域，请换一个名称。',
    en: 'Another area below the same superior bears this name. Choose another one.',
  },
  'area-code-taken': {
    status: 409,
    zh: '此区划代码已有区域使用，请核对代码；功能区不填代码。',
    en: 'Another area bears this division code. Check it; a functional zone has none.',
  },
  'area-wrong-successor': {
    status: 409,
    zh: '撤销的区域须并入同级区域，或收归其上级，请另选去向。',
    en: 'An area that ends goes into one of its own level or back to its superior. Choose one of these.',
  },
  'area-has-children': {
    status: 409,
    zh: '该区域还有下级。请先将下级划转，或并入同级区域（下级随之划入）。',
    en: 'Areas still lie below this one. Move them first, or merge it into one of its own level: they come along.',
  },
  'area-split-empty': {
    status: 422,
    zh: '请选择划入新区域的下级区域或场所。',
    en: 'Choose the areas or sites that go to the new area.',
  },
  'area-not-below': {
    status: 409,
    zh: '所选区域在该日期不属于被拆分的区域，请重新选择。',
    en: 'An area chosen does not answer to the divided one on that day. Choose again.',
  },
} as const satisfies RefusalTexts

/** What this module refuses, and what to do then. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

import { tipRefusals } from './tip-refusals.ts'

export const tipsRefusals = {
  ...tipRefusals,
  'register-empty': {
    status: 404,
    zh: '登记簿还没有内容：第一批将在登记簿的下一个收录时刻载入。',
    en: 'The register is empty so far: the first batch is taken in at its next hour.',
  },
  'leaf-unknown': {
    status: 404,
    zh: '登记簿中没有这条记录：请在回执承诺的时间之后再查；仍然没有的，请保存好回执，它就是证据。',
    en: 'The register has no such leaf: ask again after the time your receipt promises. If it is still missing, keep the receipt, it is the proof.',
  },
} as const satisfies RefusalTexts

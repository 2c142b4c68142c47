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
  'register-key-gone': {
    status: 503,
    zh: '登记簿的签名密钥不在数据目录中，无法签名。请先用备份恢复 secrets 目录；确已遗失的，用 gangshao register change-key --lost 启用新密钥，并公开说明。',
    en: 'The key of the register is not in the data folder, so nothing can be signed. Restore the folder secrets from a backup; if the key is lost for good, start a new one with gangshao register change-key --lost, which is published.',
  },
  'register-key-there': {
    status: 409,
    zh: '现用密钥仍在，不得按遗失处理：请去掉 --lost，由新旧密钥共同签名。',
    en: 'The present key is there and can sign: leave --lost out, so that both keys sign the change.',
  },
  'register-key-day': {
    status: 422,
    zh: '新密钥的启用日须晚于今天（{{today}}），并晚于上一次更换的启用日。',
    en: 'The new key begins on a day after today ({{today}}) and after the last change.',
  },
  'register-key-known': {
    status: 409,
    zh: '数据目录中的新密钥与以前的密钥相同：请移走该文件后重新执行。',
    en: 'The new secret in the data folder is one of an earlier key: move that file away and run this again.',
  },
  'leaf-unknown': {
    status: 404,
    zh: '登记簿中没有这条记录：请在回执承诺的时间之后再查；仍然没有的，请保存好回执，它就是证据。',
    en: 'The register has no such leaf: ask again after the time your receipt promises. If it is still missing, keep the receipt, it is the proof.',
  },
} as const satisfies RefusalTexts

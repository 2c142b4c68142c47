/** What the electricity watch refuses, and what to do then. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const meteringRefusals = {
  'agreement-missing': {
    status: 422,
    zh: '请写明数据共享协议（名称、编号或日期）：没有协议的用电数据不能导入。',
    en: 'Name the sharing agreement (title, number or date): power data cannot be taken in without one.',
  },
  'purpose-missing': {
    status: 422,
    zh: '请写明用电数据的使用目的。',
    en: 'Say what the power data is for.',
  },
  'not-an-import-file': {
    status: 422,
    zh: '该文件不是作为导入数据上传的，请在交付页面重新上传。',
    en: 'This file was not uploaded for import. Upload it again on the page of deliveries.',
  },
  'span-too-long': {
    status: 422,
    zh: '一次最多查看 400 天，请缩短起止日期。',
    en: 'At most 400 days can be looked at at once. Choose a shorter span.',
  },
  'span-backwards': {
    status: 422,
    zh: '结束日期早于开始日期，请改正。',
    en: 'The end lies before the beginning. Correct the dates.',
  },
  'alarm-agency-elsewhere': {
    status: 422,
    zh: '该部门不管辖此地点，请从列出的部门中选择。',
    en: 'This department does not cover the place. Choose one of those listed.',
  },
  'alarm-not-visited': {
    status: 409,
    zh: '没有现场核查记录，不能核实：请先对该场所安排检查，进入现场并经他人审核通过，再填写核实情况。',
    en: 'Nobody has verified this on site. Plan a visit to the site; once it got in and somebody else has accepted it, say what was found.',
  },
  'alarm-cause-not-visited': {
    status: 409,
    zh: '“查实违法熔炼”和“窃电”须有对场所的现场检查并经审核通过；请先安排检查，或选择其他原因。',
    en: 'Forbidden melting and theft of power need an accepted visit to premises. Plan one first, or choose another cause.',
  },
  'token-unknown': {
    status: 401,
    zh: '令牌无效、已吊销或已过期，请向供电联络员索取新的令牌。',
    en: 'The token is unknown, revoked or expired. Ask the power liaison for another one.',
  },
  'token-term': {
    status: 422,
    zh: '令牌的有效期须从今天起算且不超过两年，请改正截止日期。',
    en: 'A token may be valid from today for two years at most. Correct its last day.',
  },
  'feeder-known': {
    status: 409,
    zh: '该馈线已在册，请在其页面上更正。',
    en: 'This feeder is in the register already. Put it right on its page.',
  },
  'account-of-other-feeder': {
    status: 409,
    zh: '该户号已是另一条馈线的总表，请核对。',
    en: 'This account is the head meter of another feeder. Check it.',
  },
  'sheet-of-feeder': {
    status: 422,
    zh: '馈线预警不属于任何一户，没有核查单；请在馈线页查看平衡。',
    en: 'An alarm about a feeder belongs to none of its users and has no sheet. Look at the balance on the page of the feeder.',
  },
  'case-unreadable': {
    status: 422,
    zh: '案例文件夹无法读取，请按所列文件和行号核对。',
    en: 'The case folder cannot be read. Check the file and the line named.',
  },
  'model-unreadable': {
    status: 422,
    zh: '该文件不是识别模型，请使用 gangshao metering fit 生成的文件。',
    en: 'This file is no detector model. Use one that gangshao metering fit has written.',
  },
  'model-known': {
    status: 409,
    zh: '该版本号或同样内容的识别模型已经提出过。内容有变时请另取版本号再提出。',
    en: 'This version, or the same model under another one, was proposed before. Give a changed model a version of its own.',
  },
  'model-two-persons': {
    status: 403,
    zh: '提出识别模型的人不能自己批准，请由市化解办的另一人批准。',
    en: 'Whoever proposed a model cannot approve it. Ask another person of the city office.',
  },
} as const satisfies RefusalTexts

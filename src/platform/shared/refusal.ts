/** An expected "no": a stable code, its HTTP status, and one sentence per language that says what to do. */
import { type Bilingual, fillIn } from './text.ts'

export type RefusalText = { readonly status: number; readonly zh: string; readonly en: string }
/** What a module adds to the catalogue, in its `refusals.ts`; a test proves that every code thrown is in it. */
export type RefusalTexts = Readonly<Record<string, RefusalText>>

/** The refusals any operation may give. */
export const platformRefusals = {
  'backup-own-servers': {
    status: 409,
    zh: '数据在自备的数据库服务器上（DATABASE_URL、CLICKHOUSE_URL），请用其自身的备份工具，先 PostgreSQL，后 ClickHouse。',
    en: 'The data are on servers of your own (DATABASE_URL, CLICKHOUSE_URL): use their own means, PostgreSQL first, ClickHouse after it.',
  },
  'backup-in-use': {
    status: 409,
    zh: '程序正在使用数据目录，请先停止程序再备份。',
    en: 'The data folder is in use: stop the program first.',
  },
  'backup-nothing': {
    status: 409,
    zh: '数据目录中没有数据，请核对 GANGSHAO_DATA。',
    en: 'The data folder holds no data: check GANGSHAO_DATA.',
  },
  'backup-target-not-empty': {
    status: 409,
    zh: '目标不是空目录，为免覆盖未作任何改动，请另选目录。',
    en: 'The target is not empty. Nothing was changed; choose another folder.',
  },
  'backup-unreadable': {
    status: 422,
    zh: '此目录不是完整的备份，请核对路径。',
    en: 'This folder is no whole backup: check the path.',
  },
  'backup-damaged': {
    status: 422,
    zh: '备份中有文件与清单不符，未恢复任何内容，请换用另一份备份。',
    en: 'A file of the backup is not what its manifest says. Nothing was restored; use another backup.',
  },
  'bad-input': {
    status: 400,
    zh: '填写的内容不符合要求，请按提示修改后重新提交。',
    en: 'Some of the input is not valid. Correct the marked fields and send again.',
  },
  'bad-json': {
    status: 400,
    zh: '请求内容无法解析，请刷新页面后重试。',
    en: 'The request could not be read. Reload the page and try again.',
  },
  'bad-text': {
    status: 400,
    zh: '文字中含有无法保存的字符，请删除后重新提交。',
    en: 'The text holds characters that cannot be stored. Remove them and send again.',
  },
  'too-large': {
    status: 413,
    zh: '内容超过大小上限，请缩小后重新提交。',
    en: 'This is larger than allowed. Make it smaller and send again.',
  },
  'unsupported-type': {
    status: 415,
    zh: '不支持此类内容，请按说明的格式提交。',
    en: 'This kind of content is not accepted. Use one of the formats named.',
  },
  'not-found': {
    status: 404,
    zh: '没有找到，可能已不在您的管辖范围内，请返回列表核对。',
    en: 'Not found, or outside your area. Go back to the list and check.',
  },
  'not-signed-in': { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  'not-permitted': {
    status: 403,
    zh: '您的岗位无权办理此事，请联系本单位负责人。',
    en: 'Your post does not allow this. Ask the person in charge of your office.',
  },
  'wrong-origin': {
    status: 403,
    zh: '请求来自其他网站，已拒绝，请从本系统页面操作。',
    en: 'The request came from another site. Use the pages of this system.',
  },
  'too-many-requests': {
    status: 429,
    zh: '操作过于频繁，请稍候再试。',
    en: 'Too many requests. Wait a moment and try again.',
  },
  'account-locked': {
    status: 423,
    zh: '连续登录失败，账号已暂时锁定，请稍后再试或联系系统管理员。',
    en: 'Too many failed sign-ins: the account is locked for a while. Try later or ask the system administrator.',
  },
  'sign-in-failed': {
    status: 401,
    zh: '用户名或密码不正确，请核对后重试。',
    en: 'User name or password is wrong. Check and try again.',
  },
  'administrators-apart': {
    status: 409,
    zh: '系统、安全、审计三类管理员必须由不同账号担任。',
    en: 'System, security and audit administrators must be three different accounts.',
  },
  'wrong-state': {
    status: 409,
    zh: '当前状态下不能这样办理，请刷新后查看可办事项。',
    en: 'This is not possible in the present state. Reload to see what is.',
  },
  'changed-meanwhile': {
    status: 409,
    zh: '此记录刚被他人修改，请刷新后重新办理。',
    en: 'Someone else changed this record just now. Reload and do it again.',
  },
  'exports-under-way': {
    status: 429,
    zh: '您已有导出正在进行，请等其中一份完成后再导出。',
    en: 'Exports of yours are under way. Wait until one of them is done.',
  },
  'list-too-long': {
    status: 422,
    zh: '列表行数超过一份表格的上限，请先筛选再导出。',
    en: 'The list has more rows than one spreadsheet takes. Filter it first.',
  },
  'sent-twice': {
    status: 409,
    zh: '同一记录正在同时提交，请稍候再提交一次；内容相同不会重复登记。',
    en: 'The same record is being sent twice at this moment. Send it once more: the same content is not recorded twice.',
  },
  'same-id-other-content': {
    status: 409,
    zh: '同一编号已登记了不同的内容，两份均已保留，请联系管理员核对。',
    en: 'Another record already has this id with different content. Nothing was overwritten; check with your administrator.',
  },
  'day-ahead': {
    status: 422,
    zh: '此处不能查看将来的日期，请选择今天或以前的日期。',
    en: 'A day to come cannot be shown here. Choose today or a day before.',
  },
  'not-kept-then': {
    status: 409,
    zh: '系统从启用历史留存之日起才能还原当日情况，请选择该日或以后的日期。',
    en: 'Past days can be shown from the day on which changes began to be kept. Choose that day or a later one.',
  },
  'past-read-only': {
    status: 409,
    zh: '正在查看过去的日期，只能看不能办；请先回到今天。',
    en: 'You are looking at a past day: it can be read, not changed. Go back to today first.',
  },
  'today-only-tips': {
    status: 409,
    zh: '此处只能看今天：举报内容和举报人信息到期销毁，不另存往日副本。',
    en: 'Today only: what reporters said ends with its time limit, so no copy of past days is kept.',
  },
  'today-only-readings': {
    status: 409,
    zh: '此处只能看今天：负荷读数会被以后的补报更正，当日的读数不另存。',
    en: 'Today only: later deliveries correct load readings, and what they said on a past day is not kept.',
  },
  'today-only-traced': {
    status: 409,
    zh: '此处只能看今天：每次查看都要当场留痕，不能补看往日。',
    en: 'Today only: each look at it leaves a trace of its own moment.',
  },
  'today-only-present': {
    status: 409,
    zh: '此处只能看今天：内容只反映当前（人员与联系方式、导出、导入、运行状况等），不留往日副本。',
    en: 'Today only: this is about the present (people and their contacts, exports, imports, how the program runs) and is not kept for past days.',
  },
  'reason-missing': { status: 422, zh: '请写明理由。', en: 'Give the reason.' },
  'limit-expired': {
    status: 409,
    zh: '时限已过，不能再延长；请先办结并说明逾期原因。',
    en: 'The limit has passed and can no longer be extended. Finish first and state why it is late.',
  },
  'calendar-year-unknown': {
    status: 422,
    zh: '该年度的节假日安排尚未录入规则库，无法计算工作日，请先由规则库管理员录入；可以写明期限日期的，也可直接写明。',
    en: 'The holidays of that year are not in the rulebook, so working days cannot be counted. Have them entered first, or name the last day where there is a field for it.',
  },
  'rule-missing': {
    status: 422,
    zh: '规则库中没有该日期适用的规则，请先补充规则。',
    en: 'The rulebook has no rule for that date. Add the rule first.',
  },
  'basis-not-authentic': {
    status: 409,
    zh: '所依据的条款尚未经法制审核核对原文，可以准备，不能实施。',
    en: 'The legal basis has not been checked against the official text: the step can be prepared, not done.',
  },
  'basis-missing': { status: 422, zh: '请写明法律依据。', en: 'Name the legal basis.' },
  'file-kind': {
    status: 415,
    zh: '不接受此类文件，请按页面列出的格式上传。',
    en: 'This kind of file is not accepted. Upload one of the kinds listed.',
  },
  'file-unreadable': {
    status: 422,
    zh: '文件无法读取，请确认文件完整、编码为 UTF-8 或 GB18030。',
    en: 'The file cannot be read. Check that it is complete and encoded as UTF-8 or GB18030.',
  },
  'import-too-long': {
    status: 413,
    zh: '表格行数超过上限，请分成几个文件导入。',
    en: 'The table has too many rows. Split it into several files.',
  },
  'disk-full': {
    status: 507,
    zh: '存储空间不足，未保存任何内容，请联系系统管理员。',
    en: 'There is no space left, nothing was saved. Tell the system administrator.',
  },
  'store-unavailable': {
    status: 503,
    zh: '数据服务暂时不可用，未保存任何内容，请稍候重试。',
    en: 'The data store is not available at the moment, nothing was saved. Try again shortly.',
  },
} as const satisfies RefusalTexts

export type RefusalDetails = Record<string, string | number | boolean | null>

/** The sentence of a refusal, with its facts in their places. */
export const refusalSentence = ({ zh, en }: Bilingual, details: RefusalDetails): Bilingual => ({
  zh: fillIn(zh, details),
  en: fillIn(en, details),
})

export class Refusal extends Error {
  readonly code: string
  readonly details: RefusalDetails

  /** @param details non-personal facts that help: field, limit, date. */
  constructor(code: string, details: RefusalDetails = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}

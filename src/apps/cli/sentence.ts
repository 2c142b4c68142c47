/** The sentence that says in both languages what went wrong and what to do. */
import { platformRefusals, Refusal, type RefusalText, refusalSentence } from '../../platform/shared/refusal.ts'
import { modules } from '../server/modules.ts'

const catalogue: Readonly<Record<string, RefusalText>> = Object.assign(
  {},
  platformRefusals,
  ...modules.map((module) => module.refusals ?? {}),
)

type Sentence = { zh: string; en: string }

/** Codes of the operating system, of PostgreSQL and of its driver that an administrator can do something about. */
const known: Readonly<Record<string, Sentence>> = {
  EADDRINUSE: {
    zh: '端口已被占用：请停止占用它的程序，或用 PORT 另设端口。',
    en: 'The port is in use: stop what uses it, or set PORT to another one.',
  },
  EADDRNOTAVAIL: { zh: 'HOST 不是本机地址，请改正。', en: 'HOST is no address of this machine: correct it.' },
  EACCES: {
    zh: '没有权限：端口小于 1024 须特权；文件请核对属主，或用 GANGSHAO_DATA 另设数据目录。',
    en: 'Not permitted: ports below 1024 need privileges; for a file check its owner, or set GANGSHAO_DATA to another folder.',
  },
  EROFS: {
    zh: '文件系统只读，请用 GANGSHAO_DATA 指定可写的数据目录。',
    en: 'The file system is read-only: set GANGSHAO_DATA to a folder that can be written.',
  },
  ENOSPC: {
    zh: '磁盘已满：请腾出空间，或用 GANGSHAO_DATA 另设数据目录，然后重新启动。',
    en: 'The disk is full: make room, or set GANGSHAO_DATA to another folder, then start again.',
  },
  EDQUOT: {
    zh: '磁盘配额已用完：请腾出空间后重新启动。',
    en: 'The disk quota is used up: make room, then start again.',
  },
  ENOENT: { zh: '文件或目录不存在，请核对路径。', en: 'The file or folder is not there: check the path.' },
  EISDIR: { zh: '这是目录，不是文件，请核对路径。', en: 'This is a folder, not a file: check the path.' },
  ECONNREFUSED: {
    zh: '数据库没有应答：请核对 DATABASE_URL、CLICKHOUSE_URL，并确认服务已启动。',
    en: 'The database does not answer: check DATABASE_URL and CLICKHOUSE_URL, and that the server runs.',
  },
  ENOTFOUND: {
    zh: '找不到主机：请核对 DATABASE_URL、CLICKHOUSE_URL 中的主机名。',
    en: 'The host is not found: check its name in DATABASE_URL and CLICKHOUSE_URL.',
  },
  ERR_INVALID_URL: {
    zh: '地址格式不正确：请核对 DATABASE_URL、DATABASE_OWNER_URL。',
    en: 'This is no address: check DATABASE_URL and DATABASE_OWNER_URL.',
  },
  '28P01': {
    zh: '数据库口令不正确：请核对 DATABASE_URL。',
    en: 'The password of the database is wrong: check DATABASE_URL.',
  },
  '28000': {
    zh: '数据库不接受该账户：请核对 DATABASE_URL。',
    en: 'The database does not accept this account: check DATABASE_URL.',
  },
  '3D000': {
    zh: '数据库不存在：请先创建，或核对 DATABASE_URL。',
    en: 'The database does not exist: create it, or check DATABASE_URL.',
  },
  '42501': {
    zh: '数据库账户权限不足：请用 DATABASE_OWNER_URL 给出可建表、可建角色的账户。',
    en: 'The account of the database may not do this: give one that may create tables and roles as DATABASE_OWNER_URL.',
  },
  '53100': {
    zh: '磁盘已满，数据库无法写入：请腾出空间后重新启动。',
    en: 'The disk is full and the database cannot write: make room, then start again.',
  },
  '53300': {
    zh: '数据库连接数已满：请稍候重试，或调高其 max_connections。',
    en: 'The database has no connection left: try again shortly, or raise its max_connections.',
  },
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')

/** The error at the bottom: a wrapped one, or the first of several attempts to connect. */
function rootOf(error: Error): Error {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return rootOf(error.errors[0])
  return known[codeOf(error)] === undefined && error.cause instanceof Error ? rootOf(error.cause) : error
}

const detailsOf = (details: Refusal['details']): string =>
  Object.entries(details)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')

/** Enough of what the operating system or the database said to look it up. */
const longestDetail = 400

/** One or two lines for a person: never a stack. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof Refusal) {
    const text = catalogue[error.code]
    const said = text && refusalSentence(text, error.details)
    const details = detailsOf(error.details)
    return `${said ? `${said.zh}\n${said.en}` : error.code}${details === '' ? '' : `\n(${error.code}: ${details})`}`
  }
  const root = rootOf(error)
  const sentence =
    known[codeOf(root)] ?? (/ENOSPC|No space left on device/i.test(root.message) ? known['ENOSPC'] : undefined)
  // what our own code says is in both languages already
  if (!sentence)
    return error === root || / \/ /.test(error.message) ? error.message : `${error.message}: ${root.message}`
  return `${sentence.zh}\n${sentence.en}\n(${root.message.trim().slice(-longestDetail)})`
}

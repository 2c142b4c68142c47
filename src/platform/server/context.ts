/** What a handler and a job are given, and the shape in which a module offers itself to the apps. */
import type { KeyObject } from 'node:crypto'
import type { WorkCalendar } from '../shared/calendar.ts'
import type { Contract, Input, Operation, Output } from '../shared/contract.ts'
import type { Actor } from '../shared/permission.ts'
import type { FilePurpose } from '../shared/platform-contract.ts'
import type { RefusalTexts } from '../shared/refusal.ts'
import type { ReportPhone } from '../shared/report-phone.ts'
import type { Sheet } from '../shared/sheet.ts'
import type { Contact } from './channels.ts'
import type { Config } from './config.ts'
import type { Secrets } from './data-folder.ts'
import type { Database, Db } from './db.ts'
import type { EventFacts, RecordEvent } from './events.ts'
import type { FileBounds, FileStore, IncomingFile } from './files.ts'
import type { JobQueue } from './jobs.ts'
import type { MeterStore } from './meter-store.ts'
import type { SubjectTitles } from './subject-titles.ts'

/** What the platform needs to know of areas and people; filled by apps from the modules that own them. */
export type Directory = {
  /** The path of an area on a day. Refuses `not-found`. */
  areaPath(db: Db, areaId: number, date: string): Promise<string>
  areaNames(db: Db, areaIds: readonly number[], date: string): Promise<Map<number, string>>
  /** The office and government of each of these areas on a day. */
  officesOf(db: Db, areaIds: readonly number[], date: string): Promise<string[]>
  officialNames(db: Db, officialIds: readonly string[]): Promise<Map<string, string>>
  /** Where officials want to be told; asked for when something is put into the outbox or sent, and at no other time. */
  contactsOf(db: Db, officialIds: readonly string[], now: Date): Promise<Map<string, Contact>>
  /** Whether an official is a fictional one of the demo city. */
  isDemonstration(db: Db, officialId: string): Promise<boolean>
  /** Working days and the days before a limit's end on which it counts as soon. */
  calendar(db: Db): Promise<WorkCalendar>
  soonWithinWorkingDays(db: Db, date: string): Promise<number>
  fileBounds(db: Db, purpose: FilePurpose, date: string): Promise<FileBounds>
}

/** Accounts of sign-in, which live beside the transactions of the program; filled by apps from the sessions. */
export type Accounts = {
  /** @returns the account's id. Throws the database's error where the user name is taken. */
  create(userName: string, password: string, name: string): Promise<string>
  resetPassword(accountId: string, password: string): Promise<void>
  /** Signs an account out everywhere. */
  endSessions(accountId: string): Promise<void>
}

export type OpenRecord = { id: string; title: string; areaId: number; dueOn: string | null }

/**
 * Where one looks for what is open: an area with all below it, and what a person holds by name there.
 * `intoPath`: of the area into which one goes that ends.
 */
export type OpenWorkQuestion = {
  areaPath: string
  officialId: string | null
  intoPath?: string
  day: string
  limit: number
}

/** `heirs`: people who take it over by themselves; `blocks`: it has to be settled before its area ends. */
export type OpenWork = {
  total: number
  rows: readonly OpenRecord[]
  heirs?: readonly string[]
  blocks?: boolean
}

/** What is open in a place, of one kind: modules after the grid offer it, so that nothing is forgotten when a holder or an area goes. */
export type OpenWorkSource = {
  kind: string
  /** The number and the first of them; null where the caller may not know of them. */
  find(db: Db, user: Actor, question: OpenWorkQuestion): Promise<OpenWork | null>
}

/** A list that can be written into a spreadsheet: the operation and handler it is read by. */
export type MountedSheet = {
  sheet: Sheet
  operation: Operation
  // checked against the operation where the module was written
  handler: (context: Context<Actor>, question: unknown) => Promise<{ rows: readonly object[]; next?: string | null }>
}

/** Everything that lives as long as the process. */
export type Platform = {
  config: Config
  database: Database
  meters: MeterStore
  files: FileStore
  jobs: JobQueue
  directory: Directory
  accounts: Accounts
  openWork: readonly OpenWorkSource[]
  titles: SubjectTitles
  /** Officials who are not to work on a confined lead; filled by apps from the module of tips. Nobody is told who they are, or why. */
  keptFrom(db: Db, leadId: string): Promise<readonly string[]>
  /** Telephones that take reports from a place, as they are published; filled by apps from the module of tips. */
  reportPhones(db: Db, areaId: number, day: string): Promise<readonly ReportPhone[]>
  exports: {
    /** Where the spreadsheets lie until they are deleted. */
    folder: string
    /** By module and operation: `notices.listTasks`. */
    sheets: ReadonlyMap<string, MountedSheet>
    /** The person an export is written for, with the grants of today; undefined when there are none. */
    findActor(officialId: string, now: Date): Promise<Actor | undefined>
  }
  /** Ed25519; signs the heads of the events, and is the first key of a public register that begins with Ed25519. */
  signingKey: KeyObject
  secrets: Secrets
  /** The present instant; tests lend their own. */
  clock: () => Date
  version: string
}

export type EnqueueJob = (name: string, ids: Record<string, string | number>) => Promise<void>

/** One request or job: its transaction, its caller, its instant. */
export type Context<User = Actor> = {
  db: Db
  user: User
  now: Date
  /** Stands on the events of the request; null for what no request began. */
  requestId: string | null
  record: RecordEvent
  enqueue: EnqueueJob
  platform: Platform
}

type UserOf<O extends Operation> = O['needs'] extends 'anyone' ? null : Actor

/** The answer of an operation whose body is a file. */
export type Download = { fileName: string; type: string; content: Buffer | NodeJS.ReadableStream; inline?: boolean }

/** The answer of an operation whose body is plain: octets or text, which whoever asks may keep for good or not at all. */
export type Plain = { type: string; content: Buffer | string; cache: 'forever' | 'none' }

type AnswerOf<O extends Operation> = O['body'] extends 'download'
  ? Download
  : O['body'] extends 'plain'
    ? Plain
    : Output<O>

export type Handler<O extends Operation> = (
  context: Context<UserOf<O>>,
  input: Input<O>,
  file: O['body'] extends 'upload' | 'raw' ? IncomingFile : O['body'] extends 'octets' ? Buffer : undefined,
) => Promise<AnswerOf<O>>

export type Handlers<C extends Contract> = { readonly [K in keyof C]: Handler<C[K]> }

export type JobContext = Context<null>

/** A job runs on an event or on schedule, in its own transaction, and may run twice: it must be idempotent. */
export type Job = {
  /** Kinds of events that enqueue it with `{ subjectId }`. */
  on?: readonly string[]
  /** Five cron fields, China time. */
  cron?: string
  run(context: JobContext, ids: Record<string, string | number>): Promise<void>
}
export type Jobs = Readonly<Record<string, Job>>

export type Module = {
  name: string
  contract: Contract
  // Each module's handlers are checked against its own contract where they are written; the list of modules forgets the types.
  handlers: Readonly<Record<string, unknown>>
  jobs?: Jobs
  openWork?: readonly OpenWorkSource[]
  /** What its records are called on a time limit. */
  titles?: SubjectTitles
  /** By operation: its lists as spreadsheets. */
  sheets?: Readonly<Record<string, Sheet>>
  refusals?: RefusalTexts
}

export type { EventFacts, RecordEvent }

/** `gangshao events verify`: walks the chain of events and names the first row that does not fit. */
import { Command } from 'commander'
import { type EventHead, eventHead, headIsSigned } from '../../platform/server/event-heads.ts'
import { type ChainReport, verifyChain } from '../../platform/server/event-seals.ts'
import { withApplication } from './ground.ts'
import { readJson } from './json-file.ts'
import { NotInOrder } from './outcome.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

type Options = { anchor?: string; json?: boolean }

const reasons: Readonly<Record<NonNullable<ChainReport['broken']>['reason'], string>> = {
  'event-changed': 'the event is not the one that was sealed / 事件内容与封存时不符',
  'event-missing': 'the sealed event is gone / 已封存的事件不存在',
  gap: 'a seal is missing before it / 此前缺少封存记录',
  'anchor-differs': 'the chain does not pass through the anchor / 与锚点哈希不符',
  'anchor-missing': 'the chain ends before the anchor / 链在锚点之前结束',
}

/** @throws Error where the file is no published head, NotInOrder where its signature is not its key's. */
async function readAnchor(path: string): Promise<EventHead> {
  const head = eventHead.safeParse(await readJson(path))
  if (!head.success)
    throw new Error(`${path} is no answer of GET /api/events/head / 文件不是 GET /api/events/head 的返回内容`)
  if (!signatureHolds(head.data))
    throw new NotInOrder(`the signature of ${path} is not that of its key / 锚点文件的签名与其公钥不符`)
  return head.data
}

/** A key or signature that cannot be read at all holds nothing either. */
function signatureHolds(head: EventHead): boolean {
  try {
    return headIsSigned(head)
  } catch {
    return false
  }
}

async function verify({ anchor, json }: Options): Promise<void> {
  const head = anchor === undefined ? null : await readAnchor(anchor)
  const report = await withApplication(async ({ platform: { database } }) => {
    const { rows } = await database.pool.query<{ sealed: number }>(
      'select coalesce(max(seq), 0) as sealed from event_seals',
    )
    const progress = openProgress('events verify')
    const found = await verifyChain(database, head, (done) => progress.show(done / Math.max(1, rows[0]?.sealed ?? 1)))
    progress.end()
    return found
  })
  sayResult(
    json,
    head ? { ...report, anchor: { day: head.day, seq: head.seq, publicKey: head.publicKey } } : report,
    linesOf(report, head),
  )
  if (report.broken) throw new NotInOrder('the chain of events is broken / 事件链已断')
}

function linesOf({ events, sealed, unsealed, head, broken }: ChainReport, anchor: EventHead | null): string[] {
  return [
    `events / 事件: ${events}, sealed / 已封存: ${sealed}, not yet sealed / 待封存: ${unsealed}`,
    ...(head ? [`last row that fits / 校验到: ${head.seq} ${head.hash}`] : []),
    ...(anchor ? [`anchor / 锚点: ${anchor.seq} of ${anchor.day}, signed by / 公钥: ${anchor.publicKey}`] : []),
    broken
      ? `BROKEN at row / 断于第 ${broken.seq} 条, event / 事件 ${broken.eventId}: ${reasons[broken.reason]}`
      : 'ok / 完好',
  ]
}

export const eventsCommand = new Command('events')
  .description('the chain of events / 事件链')
  .addCommand(
    new Command('verify')
      .description('walk the chain from its first row; names the first one that does not fit / 校验事件链')
      .option(
        '--anchor <file>',
        'a head published earlier, JSON of GET /api/events/head; the chain must pass through it / 以往公布的链头',
      )
      .option('--json', 'print the report as JSON')
      .addHelpText(
        'after',
        '\nWhich key to trust is for you to compare with the one you were given.\n信任哪个公钥，请与事先取得的公钥比对。',
      )
      .action(verify),
  )

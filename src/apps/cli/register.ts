/** `gangshao register`: checks the public register, or one receipt, with nothing but the public address; changes its key. */
import { readFile, writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { hexOf } from '../../platform/shared/bytes.ts'
import { fillIn, type TextValues } from '../../platform/shared/text.ts'
import { auditText } from '../../tips/audit-text.ts'
import { nodeCheckOf } from '../../tips/node-check.ts'
import { nodeHashOf } from '../../tips/node-hash.ts'
import { type Receipt, readReceipt } from '../../tips/receipt.ts'
import { type ReceiptReport, verdictOf, verifyReceipt } from '../../tips/receipt-check.ts'
import { placeReceipt } from '../../tips/receipt-proof.ts'
import { type AuditReport, auditRegister, type Finding } from '../../tips/register-audit.ts'
import { registerText } from '../../tips/register-text.ts'
import { NothingYet, NotInOrder } from './outcome.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'
import { changeKeyCommand } from './register-key.ts'
import { comparePages } from './register-pages.ts'
import { registerSource } from './register-source.ts'

type Key = keyof typeof registerText.zh

const both = (key: Key, values: TextValues = {}): string =>
  `${fillIn(registerText.zh[key], values)} / ${fillIn(registerText.en[key], values)}`

/** What is wrong, in both languages; the term of a book by its name. */
function sentenceOf({ code, ...values }: Finding): string {
  const term = 'term' in values ? (values.term as Key) : undefined // terms are keys of the text
  const [zh, en] = [term && { term: registerText.zh[term] }, term && { term: registerText.en[term] }]
  return `${fillIn(auditText.zh[code], { ...values, ...zh })} / ${fillIn(auditText.en[code], { ...values, ...en })}`
}

function auditLines({ head, findings, key, losses, empty }: AuditReport, pinned: boolean): string[] {
  if (empty) return [nothingYet]
  return [
    ...(head
      ? [
          `${both('head.size')}: ${head.size}`,
          `${both('head.root')}: ${hexOf(head.root)}`,
          `${both('head.at')}: ${head.at}`,
        ]
      : []),
    `${both('head.key')}: ${key}${pinned ? '' : ` (${both('head.key.help')})`}`,
    ...losses.map((at) => both('lost', { at })),
    ...findings.map((finding) => `WRONG / 不符: ${sentenceOf(finding)}`),
    ...(findings.length === 0 ? ['ok / 完好'] : []),
  ]
}

const nothingYet =
  'no head yet, nothing to check: the first is signed with the first batch / 登记簿还没有首个签名，无可核对；首批记录载入时签名'

type AuditOptions = { anchor?: string; key?: string; keep?: string; json?: boolean }

async function audit(url: string, { anchor, key, keep, json }: AuditOptions): Promise<void> {
  const kept = anchor === undefined ? undefined : await readFile(anchor, 'utf8')
  const source = registerSource(url)
  const progress = openProgress('register audit')
  const report = await auditRegister(source, {
    hashOf: nodeHashOf,
    checkOf: nodeCheckOf,
    now: new Date(),
    trustedKey: key,
    anchor: kept,
    onProgress: (share) => progress.show(share),
  })
  progress.end()
  const { head, ...rest } = report
  sayResult(json, { ...rest, head: head && { ...head, root: hexOf(head.root) } }, auditLines(report, key !== undefined))
  if (report.empty) throw new NothingYet(nothingYet)
  if (!report.ok) throw new NotInOrder('the register is not in order / 登记簿核对不符')
  if (keep !== undefined) await writeFile(keep, report.note)
}

function receiptLines({ steps, faults, head }: ReceiptReport): string[] {
  return [
    head ? both('check.head', { at: head.at, size: head.size }) : both('check.noHead'),
    ...steps.flatMap((step, i) => [
      `${i + 1}. ${step.leaf ? both(`kind.${step.leaf.kind}`) : '?'}: ${both(`state.${step.state}`)}`,
      ...step.faults.map((fault) => `   WRONG / 不符: ${both(`fault.${fault}`)}`),
    ]),
    ...faults.map((fault) => `WRONG / 不符: ${both(`fault.${fault}`)}`),
    ...(steps.some(({ claim }) => claim['demonstration'] === true) ? [both('check.ofDemonstration')] : []),
  ]
}

async function verify(path: string, { url, key, json }: { url?: string; key?: string; json?: boolean }): Promise<void> {
  const receipt: Receipt | undefined = readReceipt(await readFile(path, 'utf8'))
  if (!receipt) throw new Error(`${path}: ${both('check.notReceipt')}`)
  const placed = url === undefined ? receipt : await placeReceipt(registerSource(url), receipt, nodeHashOf)
  const report = verifyReceipt(placed, {
    hashOf: nodeHashOf,
    checkOf: nodeCheckOf,
    now: new Date(),
    trustedKey: key,
  })
  const { head, ...rest } = report
  const steps = rest.steps.map((step) => ({
    ...step,
    leaf: step.leaf && { ...step.leaf, commitment: hexOf(step.leaf.commitment) },
  }))
  sayResult(json, { ...rest, steps, head: head && { ...head, root: hexOf(head.root) } }, [
    ...receiptLines(report),
    both(`check.${verdictOf(report)}`),
  ])
  if (!report.ok || (url !== undefined && verdictOf(report) === 'unproven'))
    throw new NotInOrder('the receipt does not hold / 回执核对不符')
}

const keyHelp = 'the key you were given, as on the village poster / 公告牌上的公钥'

export const registerCommand = new Command('register')
  .description('the public register of tips, checked from outside; its key / 从外部核对举报登记簿；更换其密钥')
  .addCommand(
    new Command('audit')
      .description('check signatures, every entry, the tree and the books / 核对签名、全部记录和账目')
      .argument('<url>', 'public address, such as https://example.gov.cn')
      .option('--anchor <file>', 'a head kept earlier; the register must begin with it / 以往保存的签名')
      .option('--keep <file>', 'write the head here when everything is in order / 核对无误时保存签名')
      .option('--key <key>', keyHelp)
      .option('--json', 'print the report as JSON')
      .action(audit),
  )
  .addCommand(
    new Command('verify')
      .description('check one receipt file / 核对一份回执')
      .argument('<receipt>', 'the file / 回执文件')
      .option('--url <url>', 'ask the register there for the proof of inclusion / 向登记簿查询收录证明')
      .option('--key <key>', keyHelp)
      .option('--json', 'print the report as JSON')
      .action(verify),
  )
  .addCommand(changeKeyCommand)
  .addCommand(
    new Command('pages')
      .description('compare the public pages a server serves with those of a release / 核对服务器提供的公众页面')
      .argument('<url>', 'public address, such as https://example.gov.cn')
      .option('--list <file>', 'pages.sha256 of the release; that of this checkout when absent / 发布清单')
      .option('--json', 'print the report as JSON')
      .action(comparePages),
  )

/** `gangshao enterprises import`: the ledger from XLSX or CSV, all rows or the good ones. */
import { access } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { importEnterprises } from '../../enterprises/import-acts.ts'
import { importColumns } from '../../enterprises/import-columns.ts'
import { importText } from '../../enterprises/import-text.ts'
import type { ImportRow, LedgerImport, RowProblem } from '../../enterprises/ledger-import.ts'
import { asProgram } from '../../platform/server/http.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import { areaFlags, areaHelp } from './area-option.ts'
import { withApplication } from './ground.ts'
import { NotInOrder } from './outcome.ts'
import { findPlace } from './place.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

type Options = { onlyGood?: boolean; allOrNothing?: boolean; preview?: boolean; area?: string; json?: boolean }

async function importLedger(file: string, { onlyGood = false, preview = false, area, json }: Options): Promise<void> {
  await access(file)
  const progress = openProgress('enterprises import')
  const { ledgerImport, badRows } = await withApplication((app) =>
    asProgram(app.platform, async (context) => {
      const { id: areaId } = await findPlace(context.db, area, dateInChina(context.now))
      // the file is read once and written once: two halves of one bar
      let halves = 0
      let before = 0
      const onProgress = (done: number, total: number) => {
        if (done < before) halves = 1
        before = done
        progress.show((halves + done / Math.max(1, total)) / 2)
      }
      return importEnterprises(context, file, { areaId, onlyGood, previewOnly: preview, onProgress })
    }),
  )
  progress.end()
  sayResult(
    json,
    {
      status: ledgerImport.status,
      counts: ledgerImport.counts,
      written: ledgerImport.written,
      ignoredColumns: ledgerImport.ignoredColumns,
      badRows,
    },
    linesOf(ledgerImport, badRows),
  )
  if (ledgerImport.counts.bad === 0 || onlyGood) return
  if (preview) throw new NotInOrder('the file has bad rows / 文件中有不合格行')
  throw new Error(
    'nothing was written: correct these rows, or take the others with --only-good / 未写入任何内容：请改正上列各行，或用 --only-good 只导入合格行',
  )
}

const titleOf = (key: string): string => importColumns.find((column) => column.key === key)?.zh ?? key

const whyWords: Readonly<Record<string, string>> = importText.zh

const whyOf = ({ code, detail, row }: RowProblem): string =>
  (whyWords[`why.${code}`] ?? code).replace('{{detail}}', detail ?? '') +
  (row === undefined ? '' : ` (${importText.zh.asRow.replace('{{row}}', String(row))})`)

function linesOf({ status, counts, written, ignoredColumns }: LedgerImport, badRows: readonly ImportRow[]): string[] {
  const records = Object.entries(written).map(
    ([kind, { added, changed }]) => `  ${kind}: +${added}, changed / 变更 ${changed}`,
  )
  return [
    ...badRows.flatMap(({ rowNumber, problems }) =>
      problems.map((problem) => `row / 第 ${rowNumber} 行  ${titleOf(problem.column)}  ${whyOf(problem)}`),
    ),
    ...(badRows.length < counts.bad ? [`… ${counts.bad - badRows.length} more / 另有不合格行`] : []),
    ...(ignoredColumns.length > 0 ? [`columns not understood / 未识别的列: ${ignoredColumns.join(', ')}`] : []),
    `${status}: new / 新增 ${counts.new}, changed / 变更 ${counts.changed}, unchanged / 无变化 ${counts.unchanged}, bad / 不合格 ${counts.bad}`,
    ...records,
  ]
}

export const enterprisesCommand = new Command('enterprises')
  .description('the ledger of enterprises and furnaces / 企业与炉台账')
  .addCommand(
    new Command('import')
      .description(
        'import the ledger from XLSX, or CSV in UTF-8 or GB18030; the same file twice changes nothing / 导入台账',
      )
      .argument('<file>', 'in the layout of the template / 按模板填写的文件')
      .addOption(
        new Option(
          '--all-or-nothing',
          'write nothing while a row is bad (the default) / 有一行不合格即全部不写（默认）',
        ).conflicts('onlyGood'),
      )
      .option('--only-good', 'leave bad rows out, write the others / 只写合格行')
      .option('--preview', 'say what would happen, write nothing; exit code 3 where a row is bad / 只预检')
      .option(areaFlags, areaHelp)
      .option('--json', 'print counts and bad rows as JSON')
      .action(importLedger),
  )

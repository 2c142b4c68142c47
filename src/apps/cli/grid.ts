/** `gangshao grid`: brings in the tree or a roster, and lists the blind spots of any day. */
import { Command, Option } from 'commander'
import { foundAgencies } from '../../agencies/acts.ts'
import { importAreas } from '../../areas/acts.ts'
import { changzhouSeeds } from '../../areas/area-seed.ts'
import { type BlindSpotKind, blindSpotKinds } from '../../grid/blind-spot.ts'
import { listBlindSpots } from '../../grid/blind-spot-store.ts'
import { postWords } from '../../grid/roster.ts'
import { asProgram } from '../../platform/server/http.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import { allRows } from '../../platform/shared/cursor.ts'
import { beginning } from '../../rulebook/rules/row.ts'
import { areaFlags, areaHelp } from './area-option.ts'
import { withApplication } from './ground.ts'
import { dateOption, findPlace } from './place.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'
import { importRoster } from './roster.ts'

type ImportOptions = { openedOn: string; area?: string; onlyGood?: boolean; json?: boolean }

async function importTree({ openedOn, json }: ImportOptions): Promise<void> {
  const progress = openProgress('grid import')
  const added = await withApplication((app) =>
    asProgram(app.platform, async (context) => {
      const areas = await importAreas(context, changzhouSeeds(), {
        openedOn,
        onProgress: (done, total) => progress.show(done / total),
      })
      return { areas, ...(await foundAgencies(context, dateInChina(context.now))) }
    }),
  )
  progress.end()
  sayResult(json, added, [
    `added / 新增: ${added.areas} areas / 区域, ${added.agencies} agencies / 单位, ${added.duties} duties / 职责`,
  ])
}

type ListOptions = { date?: string; area?: string; kind?: BlindSpotKind; json?: boolean }

const kindWords: Readonly<Record<BlindSpotKind, string>> = {
  vacancy: '空岗 vacancy',
  onLeave: '离岗无人替 onLeave',
  noPhone: '无电话 noPhone',
  overloaded: '兼任过多 overloaded',
  unacknowledged: '未签收通知 unacknowledged',
  inactive: '长期无活动 inactive',
}
const pageSize = 1000

async function listAllBlindSpots({ date, area, kind, json }: ListOptions): Promise<void> {
  const found = await withApplication((app) =>
    asProgram(
      app.platform,
      async (context) => {
        const asOf = date ?? dateInChina(context.now)
        const place = await findPlace(context.db, area, asOf)
        const filter = { date: asOf, areaPath: place.path, kind, limit: pageSize }
        const rows = await allRows((after) => listBlindSpots(context.db, { ...filter, after }))
        const ids = new Set(rows.flatMap(({ areaPath }) => idsOf(areaPath)))
        return { asOf, place, rows, names: await app.platform.directory.areaNames(context.db, [...ids], asOf) }
      },
      true,
    ),
  )
  const { asOf, place, rows, names } = found
  const counts = Object.fromEntries(blindSpotKinds.map((one) => [one, rows.filter((row) => row.kind === one).length]))
  const fullName = (path: string) =>
    idsOf(path)
      .map((id) => names.get(id) ?? '')
      .join('')
  sayResult(json, { asOf, areaId: place.id, areaName: place.name, counts, rows }, [
    ...rows.map((row) =>
      [kindWords[row.kind], fullName(row.areaPath), row.agencyName?.zh, postWords[row.post].zh, row.officialName]
        .filter(Boolean)
        .join('  '),
    ),
    `${asOf} ${place.name}: ${blindSpotKinds.map((one) => `${kindWords[one]} ${counts[one]}`).join(', ')}`,
  ])
}

const idsOf = (path: string): number[] => path.split('/').filter(Boolean).map(Number)

export const gridCommand = new Command('grid')
  .description('the responsibility grid / 网格')
  .addCommand(
    new Command('import')
      .description(
        'the shipped tree of Changzhou with its agencies, or a roster of holders / 导入常州市区划与单位，或名册；再次导入不重复',
      )
      .argument('[file]', 'roster as XLSX or CSV: division code, post, name, phone, from, source / 名册文件')
      .option('--opened-on <date>', 'first day of new areas, without a file / 新区域的起始日期', dateOption, beginning)
      .option('--only-good', 'leave bad rows of the roster out, write the others / 只写合格行')
      .option(areaFlags, areaHelp)
      .option('--json', 'print what was done as JSON')
      .action((file: string | undefined, options: ImportOptions) =>
        file === undefined ? importTree(options) : importRoster(file, options),
      ),
  )
  .addCommand(
    new Command('blind-spots')
      .description(
        'required posts without holder, holders without phone, overloaded or inactive, on any day / 盲区清单',
      )
      .option('--date <date>', 'the day; today in China if not given / 日期', dateOption)
      .option(areaFlags, areaHelp)
      .addOption(new Option('--kind <kind>', 'only this kind / 仅此类').choices(blindSpotKinds))
      .option('--json', 'print counts and rows as JSON')
      .action(listAllBlindSpots),
  )

/** The ledger of the demo city: 400 fictional firms, 150 of them with a meter, as tables that the counties import. */
import { usccFaults } from '../../enterprises/uscc.ts'
import { exampleLicence, type LoadKind, loadProfiles } from '../../metering/example-loads.ts'
import type { Chance } from './chance.ts'
import type { FeederOfAccount } from './feeders.ts'
import { type Papers, papersOf } from './papers.ts'
import type { DemoArea } from './people.ts'

export type DemoFirm = {
  name: string
  uscc: string
  industryCode: string
  village: DemoArea
  siteKind: string
  focus: string
  meter: { account: string; load: LoadKind; contractKva: number } | null
  furnaces: number
  papers: Papers | null
}

/** How many meters carry which load. */
const meters: readonly [LoadKind, number][] = [
  ['foundry-day', 30],
  ['foundry-night', 18],
  ['office', 20],
  ['machining', 25],
  ['plastics', 20],
  ['plastics-melting', 1],
  ['restarted-site', 1],
  ['heat-treatment', 12],
  ['rolling-mill', 8],
  ['crusher', 8],
  ['silent-meter', 3],
  ['gappy-meter', 4],
]

const trades: Readonly<
  Record<LoadKind, { industryCode: string; word: string; siteKind: string; focus: string; furnaces: number }>
> = {
  'foundry-day': { industryCode: '3391', word: '精密铸造', siteKind: '熔炼', focus: '以铸造为名', furnaces: 2 },
  'foundry-night': { industryCode: '3391', word: '铸钢', siteKind: '熔炼', focus: '以铸造为名', furnaces: 1 },
  office: { industryCode: '3484', word: '机电', siteKind: '其他', focus: '', furnaces: 0 },
  machining: { industryCode: '3484', word: '机械', siteKind: '其他', focus: '', furnaces: 0 },
  plastics: { industryCode: '2929', word: '塑业', siteKind: '其他', focus: '', furnaces: 0 },
  'plastics-melting': { industryCode: '2929', word: '塑胶制品', siteKind: '其他', focus: '', furnaces: 0 },
  'restarted-site': { industryCode: '3130', word: '金属制品', siteKind: '熔炼', focus: '曾被取缔产能', furnaces: 1 },
  'heat-treatment': { industryCode: '3360', word: '热处理', siteKind: '其他', focus: '', furnaces: 0 },
  'rolling-mill': { industryCode: '3130', word: '轧钢', siteKind: '轧制', focus: '', furnaces: 0 },
  crusher: { industryCode: '4210', word: '再生资源', siteKind: '其他', focus: '废钢多', furnaces: 0 },
  'silent-meter': { industryCode: '3311', word: '金属结构', siteKind: '其他', focus: '', furnaces: 0 },
  'gappy-meter': { industryCode: '3311', word: '钢构', siteKind: '其他', focus: '', furnaces: 0 },
}

const brands = [
  '恒',
  '瑞',
  '鑫',
  '宏',
  '华',
  '盛',
  '隆',
  '顺',
  '泰',
  '达',
  '通',
  '源',
  '兴',
  '昌',
  '润',
  '安',
  '新',
  '东',
  '金',
  '立',
]

const usccSymbols = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A made-up code whose two check characters fit. */
function makeUscc(division: string, c: Chance): string {
  const organisation = Array.from({ length: 8 }, () => usccSymbols.charAt(c.below(10))).join('')
  let code = `91${division}${organisation}00`
  for (let turn = 0; turn < 2; turn += 1) {
    for (const fault of usccFaults(code)) {
      if ('expected' in fault) code = code.slice(0, fault.position - 1) + fault.expected + code.slice(fault.position)
    }
  }
  return code
}

/** @param firms how many in all. */
export function makeFirms(villages: readonly DemoArea[], firms: number, c: Chance): DemoFirm[] {
  const loads: (LoadKind | null)[] = meters.flatMap(([load, count]) => Array.from({ length: count }, () => load))
  while (loads.length < firms) loads.push(null)
  return loads.map((load, i) => {
    const village = c.pick(villages)
    const trade =
      load === null
        ? trades[c.pick(['machining', 'plastics', 'heat-treatment', 'crusher', 'foundry-day'] as const)]
        : trades[load]
    const contract = load === null ? [0, 0] : loadProfiles[load].contractKw
    const kva = Math.round(((contract[0] ?? 0) + c.below(1 + (contract[1] ?? 0) - (contract[0] ?? 0))) / 0.9 / 10) * 10
    return {
      name: `常州${c.pick(brands)}${c.pick(brands)}${trade.word}有限公司（示范${String(i + 1).padStart(3, '0')}）`,
      uscc: makeUscc((village.divisionCode ?? '320412').slice(0, 6), c),
      industryCode: trade.industryCode,
      village,
      siteKind: trade.siteKind,
      focus: trade.focus,
      furnaces: trade.furnaces,
      papers: load === null ? null : papersOf(load, i, kva),
      meter: load === null ? null : { account: `3204${String(100_000 + i)}`, load, contractKva: kva },
    }
  })
}

const headings = [
  '企业名称',
  '统一社会信用代码',
  '行业代码',
  '行业代码版本',
  '场所名称',
  '地址',
  '区划代码',
  '场所类型',
  '重点类别',
  '炉号',
  '炉型',
  '容量t',
  '功率kW',
  '变压器kVA',
  '用途',
  '户号',
  '馈线',
  '合同容量kVA',
  '许可炉功率kW',
  '许可班次',
  '许可时段',
  '许可年产量t',
  '申报年产量t',
]
const shiftWord = { none: '', day: '白班', night: '夜班', any: '不限' } as const

/** A row per furnace, at least one per firm; meter and licence stand on the first. */
export function ledgerTable(firms: readonly DemoFirm[], feeders: FeederOfAccount): Buffer {
  const lines = firms.flatMap((firm) =>
    Array.from({ length: Math.max(1, firm.furnaces) }, (_, i) => {
      const licence = firm.meter && exampleLicence(firm.meter.load, firm.meter.contractKva * 0.9)
      const licensed =
        i === 0 && licence && licence.shift !== 'none'
          ? [
              String(Math.round(licence.powerKw)),
              shiftWord[licence.shift],
              ...(firm.papers ? [firm.papers.hours, String(firm.papers.volumeT)] : ['', '']),
            ]
          : ['', '', '', '']
      const furnace =
        firm.furnaces > 0
          ? [`${i + 1}号炉`, '中频炉', '2', '1000', '1250', firm.siteKind === '熔炼' ? '熔炼铸件' : '']
          : ['', '', '', '', '', '']
      const meter =
        i === 0 && firm.meter
          ? [firm.meter.account, feeders.get(firm.meter.account) ?? '', String(firm.meter.contractKva)]
          : ['', '', '']
      return [
        firm.name,
        firm.uscc,
        firm.industryCode,
        '2017',
        '',
        `${firm.village.name}工业园`,
        firm.village.divisionCode ?? '',
        firm.siteKind,
        firm.focus,
        ...furnace,
        ...meter,
        ...licensed,
        firm.papers ? String(firm.papers.declaredT) : '',
      ]
    }),
  )
  return Buffer.from(`\ufeff${[headings, ...lines].map((row) => row.join(',')).join('\n')}\n`)
}

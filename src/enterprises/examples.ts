/** Example records of the ledger, for tests, seed and demo. All names are invented; the codes are valid by their check characters only. */
import type { EnterpriseFields } from './enterprise.ts'
import type { FurnaceFields } from './furnace.ts'
import { type ImportColumnKey, importColumns } from './import-columns.ts'
import type { LicenceFields } from './licence.ts'
import type { SiteFields } from './site.ts'
import type { UsagePointFields } from './usage-point.ts'

export const exampleEnterprise: EnterpriseFields = {
  name: '示例铸造有限公司',
  uscc: '91320411123456788R',
  industryCode: '3391',
  industryEdition: '2017',
  declaredOutputT: 4_000,
  declaredOutputYear: 2017,
}
export const exampleTrader: EnterpriseFields = {
  name: '示例五金加工点',
  uscc: null,
  industryCode: null,
  industryEdition: null,
  declaredOutputT: null,
  declaredOutputYear: null,
}
export const exampleSite: SiteFields = {
  name: '示例铸造一厂',
  address: '示例路 1 号',
  kind: 'melting',
  focusKinds: ['castingCover'],
}
export const exampleFurnace: FurnaceFields = {
  label: '1#',
  kind: 'mediumFrequency',
  capacityT: 2,
  powerKw: 1_200,
  transformerKva: 1_600,
  purpose: '熔炼铸钢件',
}
export const exampleUsagePoint: UsagePointFields = {
  account: '3204000001',
  feeder: '示例 10 kV 线',
  contractKva: 2_000,
  contractKw: null,
  tariffClass: null,
}
export const exampleLicence: LicenceFields = {
  number: null,
  furnacePowerKw: 1_200,
  shift: 'night',
  hours: null,
  yearlyVolumeT: null,
  validFrom: '2017-01-01',
  validTo: null,
}

export type ExampleLine = Partial<Record<ImportColumnKey, string>>

export const exampleLine: ExampleLine = {
  enterpriseName: '示例铸造有限公司',
  uscc: '91320411123456788R',
  industryCode: '3391',
  industryEdition: '2017',
  siteName: '示例铸造一厂',
  address: '示例路 1 号',
  divisionCode: '329902100201',
  siteKind: '熔炼',
  focusKinds: '以铸造为名、用电异常',
  furnaceLabel: '1#',
  furnaceKind: '中频炉',
  capacityT: '2',
  powerKw: '1200',
  transformerKva: '1600',
  purpose: '铸钢件',
  account: '3204000001',
  feeder: '示例线',
  contractKva: '2000',
  licensedPowerKw: '1200',
  licensedShift: '夜班',
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The lines as CSV text under the Chinese headers of the template. */
export const exampleCsv = (lines: readonly ExampleLine[]): string =>
  [
    importColumns.map((column) => column.zh),
    ...lines.map((line) => importColumns.map((column) => quoted(line[column.key] ?? ''))),
  ]
    .map((cells) => cells.join(','))
    .join('\r\n')

/** `count` lines of as many furnaces at half as many sites, spread over the villages given; every line differs. */
export const manyExampleLines = (count: number, divisionCodes: readonly string[]): ExampleLine[] =>
  Array.from({ length: count }, (_, i) => {
    const site = Math.floor(i / 2)
    return {
      enterpriseName: `示例第${site}铸造厂`,
      industryCode: '3391',
      industryEdition: '2017',
      siteName: `第${site}号厂区`,
      address: `工业园 ${site} 号`,
      divisionCode: divisionCodes[site % divisionCodes.length] ?? '',
      siteKind: '熔炼',
      furnaceLabel: `${(i % 2) + 1}#`,
      furnaceKind: '中频炉',
      capacityT: '1.5',
      powerKw: String(500 + (i % 700)),
      account: `32${String(i).padStart(8, '0')}`,
      feeder: `10kV ${site % 90} 线`,
      contractKva: '1600',
      ...(i % 2 === 0 && { licensedPowerKw: '1500', licensedShift: '夜班' }),
    }
  })

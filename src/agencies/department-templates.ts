/**
 * The departments of a city or county, before and after the reforms of 2018–19 and 2023. Days are round stand-ins: the
 * sources give years only.
 */
import type { FunctionKind } from '../rulebook/values.ts'

const reform2019 = { from: '2019-01-01', before: '2018-12-31' }
const reform2018 = { from: '2018-07-01', before: '2018-06-30' }
const reform2023 = { from: '2023-07-01', before: '2023-06-30' }

export interface DepartmentTemplate {
  word: string
  functionKind: FunctionKind
  kind: 'office' | 'department' | 'company'
  /** What follows the name of the place, at city level and, if it differs, at county level. */
  zh: string
  en: string
  countyZh?: string
  countyEn?: string
  from?: string
  to?: string
  predecessors?: string[]
  cityOnly?: boolean
}

const lasting: DepartmentTemplate[] = [
  {
    word: 'developmentReform',
    functionKind: 'development',
    kind: 'department',
    zh: '发展和改革委员会',
    en: 'Development and Reform Commission',
    countyZh: '发展和改革局',
    countyEn: 'Development and Reform Bureau',
  },
  { word: 'power', functionKind: 'power', kind: 'company', zh: '供电公司', en: 'Power Supply Company' },
  {
    word: 'publicSecurity',
    functionKind: 'publicSecurity',
    kind: 'department',
    zh: '公安局',
    en: 'Public Security Bureau',
  },
  {
    word: 'housing',
    functionKind: 'construction',
    kind: 'department',
    zh: '住房和城乡建设局',
    en: 'Housing and Construction Bureau',
  },
  {
    word: 'supervisionOffice',
    functionKind: 'supervisionOffice',
    kind: 'office',
    zh: '政府督查室',
    en: 'Government Supervision Office',
  },
  {
    word: 'customs',
    functionKind: 'customs',
    kind: 'department',
    zh: '海关',
    en: 'Customs',
    predecessors: ['inspectionQuarantine'],
    cityOnly: true,
  },
]

const until2018: DepartmentTemplate[] = [
  {
    word: 'economyInformation',
    functionKind: 'economyInformation',
    kind: 'department',
    zh: '经济和信息化委员会',
    en: 'Economy and Information Commission',
    countyZh: '经济和信息化局',
    countyEn: 'Economy and Information Bureau',
    to: reform2019.before,
  },
  {
    word: 'environmentalProtection',
    functionKind: 'environment',
    kind: 'department',
    zh: '环境保护局',
    en: 'Environmental Protection Bureau',
    to: reform2019.before,
  },
  {
    word: 'landResources',
    functionKind: 'land',
    kind: 'department',
    zh: '国土资源局',
    en: 'Land and Resources Bureau',
    to: reform2019.before,
  },
  {
    word: 'quality',
    functionKind: 'quality',
    kind: 'department',
    zh: '质量技术监督局',
    en: 'Quality and Technical Supervision Bureau',
    to: reform2019.before,
  },
  {
    word: 'industryCommerce',
    functionKind: 'industryCommerce',
    kind: 'department',
    zh: '工商行政管理局',
    en: 'Administration for Industry and Commerce',
    to: reform2019.before,
  },
  {
    word: 'workSafety',
    functionKind: 'workSafety',
    kind: 'department',
    zh: '安全生产监督管理局',
    en: 'Work Safety Bureau',
    to: reform2019.before,
  },
  {
    word: 'stateTax',
    functionKind: 'tax',
    kind: 'department',
    zh: '国家税务局',
    en: 'State Tax Bureau',
    to: reform2018.before,
  },
  {
    word: 'localTax',
    functionKind: 'tax',
    kind: 'department',
    zh: '地方税务局',
    en: 'Local Tax Bureau',
    to: reform2018.before,
  },
  {
    word: 'inspectionQuarantine',
    functionKind: 'inspectionQuarantine',
    kind: 'department',
    zh: '出入境检验检疫局',
    en: 'Entry-Exit Inspection and Quarantine Bureau',
    to: reform2018.before,
    cityOnly: true,
  },
  {
    word: 'bankingRegulation',
    functionKind: 'banking',
    kind: 'department',
    zh: '银监分局',
    en: 'Branch of the Banking Regulator',
    to: reform2018.before,
    cityOnly: true,
  },
]

const sinceReform: DepartmentTemplate[] = [
  {
    word: 'industryInformation',
    functionKind: 'economyInformation',
    kind: 'department',
    zh: '工业和信息化局',
    en: 'Industry and Information Bureau',
    from: reform2019.from,
    predecessors: ['economyInformation'],
  },
  {
    word: 'ecologyEnvironment',
    functionKind: 'environment',
    kind: 'department',
    zh: '生态环境局',
    en: 'Ecology and Environment Bureau',
    from: reform2019.from,
    predecessors: ['environmentalProtection'],
  },
  {
    word: 'naturalResources',
    functionKind: 'land',
    kind: 'department',
    zh: '自然资源和规划局',
    en: 'Natural Resources and Planning Bureau',
    from: reform2019.from,
    predecessors: ['landResources'],
  },
  {
    word: 'marketRegulation',
    functionKind: 'marketRegulation',
    kind: 'department',
    zh: '市场监督管理局',
    en: 'Market Regulation Bureau',
    from: reform2019.from,
    predecessors: ['quality', 'industryCommerce'],
  },
  {
    word: 'emergency',
    functionKind: 'emergency',
    kind: 'department',
    zh: '应急管理局',
    en: 'Emergency Management Bureau',
    from: reform2019.from,
    predecessors: ['workSafety'],
  },
  {
    word: 'tax',
    functionKind: 'tax',
    kind: 'department',
    zh: '税务局',
    en: 'Tax Bureau',
    from: reform2018.from,
    predecessors: ['stateTax', 'localTax'],
  },
  {
    word: 'bankingInsurance',
    functionKind: 'banking',
    kind: 'department',
    zh: '银保监分局',
    en: 'Branch of the Banking and Insurance Regulator',
    from: reform2018.from,
    to: reform2023.before,
    predecessors: ['bankingRegulation'],
    cityOnly: true,
  },
  {
    word: 'financialRegulation',
    functionKind: 'banking',
    kind: 'department',
    zh: '金融监管分局',
    en: 'Branch of the Financial Regulator',
    from: reform2023.from,
    predecessors: ['bankingInsurance'],
    cityOnly: true,
  },
]

export const departmentTemplates: DepartmentTemplate[] = [...lasting, ...until2018, ...sinceReform]

/** Implied, declared and invoiced tonnage in words and numbers, in both languages: for the pages and the sheet of a visit. */
import { defineText, fillIn, type Language } from '../platform/shared/text.ts'
import type { OutputSum } from './output-comparison.ts'
import type { OutputComparison } from './usage-point-contract.ts'

export const outputText = defineText(
  {
    title: '推算吨数与申报、开票对照',
    lead: '推算只算这一户号上像熔炼的一台设备的炉次，合法与否都算；是范围，不是产量。申报按全年的十二分之一。',
    perTonne: '按每吨 {{low}}–{{high}} kWh 计。',
    month: '月份',
    implied: '推算（吨）',
    declared: '申报（吨）',
    declaredOf: '申报（吨，{{year}} 年的十二分之一）',
    invoiced: '开票（吨）',
    range: '{{low}}–{{high}}',
    unknown: '未掌握',
    partial: '不足整月',
    noSpan: '还没有交付过读数，无法推算。',
    logged: '查看会留下记录。',
    occupant: '申报和开票是企业全部场所的，按台账中现在的企业：{{name}}。',
    noOccupant: '台账没有登记在此的企业，申报和开票未掌握。',
    'invoiced.unknown': '开票吨数未掌握：不作为怀疑的依据，也不等于没有问题。',
    'invoiced.notShown': '开票吨数不在您的查看范围。',
    'invoiced.below':
      '{{months}} 个月开票合计 {{tonnes}} 吨，低于推算的低端 {{low}} 吨：票、电不符，须核对产量和销售记录。',
    'invoiced.above':
      '{{months}} 个月开票合计 {{tonnes}} 吨，高于推算的高端 {{high}} 吨：可能有外购、库存、其他户号或小炉，须核对。',
    'invoiced.within': '{{months}} 个月开票合计 {{tonnes}} 吨，在推算的 {{low}}–{{high}} 吨之间；相符不等于没有问题。',
    'declared.unknown': '申报产量未掌握，或没有可以推算的整月：不等于没有问题。',
    'declared.below': '{{months}} 个月申报折合 {{tonnes}} 吨，低于推算的低端 {{low}} 吨：申报、用电不符，须核对。',
    'declared.above':
      '{{months}} 个月申报折合 {{tonnes}} 吨，高于推算的高端 {{high}} 吨：可能有其他户号、淡季或小炉，须核对。',
    'declared.within': '{{months}} 个月申报折合 {{tonnes}} 吨，在推算的 {{low}}–{{high}} 吨之间；相符不等于没有问题。',
  },
  {
    title: 'Implied tonnes beside declared and invoiced ones',
    lead: 'Implied by the heats of one machine of this meter that look like melting, lawful or not: a range, not an output. Declared: a twelfth of the year.',
    perTonne: 'Counted at {{low}}–{{high}} kWh a tonne.',
    month: 'Month',
    implied: 'Implied (t)',
    declared: 'Declared (t)',
    declaredOf: 'Declared (t, a twelfth of {{year}})',
    invoiced: 'Invoiced (t)',
    range: '{{low}}–{{high}}',
    unknown: 'unknown',
    partial: 'not a whole month',
    noSpan: 'No readings were delivered: nothing is implied.',
    logged: 'Looking at it is recorded.',
    occupant: 'Declared and invoiced are of all sites of the firm that the ledger has here today: {{name}}.',
    noOccupant: 'The ledger has no firm here: what was declared and invoiced is unknown.',
    'invoiced.unknown': 'Invoices are unknown: no reason for suspicion, and no proof that all is well.',
    'invoiced.notShown': 'Invoices are outside what you may see.',
    'invoiced.below':
      'Invoiced in {{months}} months: {{tonnes}} t, less than even the low end implied, {{low}} t. Invoices and power disagree: check production and sales records.',
    'invoiced.above':
      'Invoiced in {{months}} months: {{tonnes}} t, more than the high end implied, {{high}} t. Bought-in goods, stock, other meters or small furnaces may explain it: check.',
    'invoiced.within':
      'Invoiced in {{months}} months: {{tonnes}} t, within the {{low}}–{{high}} t implied. Agreement is no proof that all is well.',
    'declared.unknown': 'Nothing was declared, or no whole month can be compared: no proof that all is well.',
    'declared.below':
      'Declared for {{months}} months: {{tonnes}} t, less than even the low end implied, {{low}} t. The declaration and power disagree: check.',
    'declared.above':
      'Declared for {{months}} months: {{tonnes}} t, more than the high end implied, {{high}} t. Other meters, a slack season or small furnaces may explain it: check.',
    'declared.within':
      'Declared for {{months}} months: {{tonnes}} t, within the {{low}}–{{high}} t implied. Agreement is no proof that all is well.',
  },
)

const whole = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')

function sumSentence(of: 'declared' | 'invoiced', sum: OutputSum, language: Language): string {
  const values = { months: sum.months, tonnes: whole(sum.tonnes), low: whole(sum.lowT), high: whole(sum.highT) }
  return fillIn(outputText[language][`${of}.${sum.verdict}`], values)
}

/** What the sums say, one sentence for what was declared and one for what was invoiced. */
export const outputSentences = ({ sums, invoicesShown }: OutputComparison, language: Language): string[] => [
  sumSentence('declared', sums.declared, language),
  invoicesShown ? sumSentence('invoiced', sums.invoiced, language) : outputText[language]['invoiced.notShown'],
]

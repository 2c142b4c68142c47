/** Time-of-use periods of Jiangsu. No table is known for days before 2020: there a valley share is not computed. */
import type { Bilingual, RuleSeed } from '../rule.ts'
import type { RuleValue } from '../values.ts'
import { bi, inferred, reported, row } from './row.ts'

type Tariff = RuleValue<'tariff.row'>
type Periods = Tariff['seasons'][number]['periods']

const title: Bilingual = bi('江苏大工业分时电价时段', 'Time-of-use periods, large industry, Jiangsu')
const oldTable = bi(
  '江苏省2020—2021年销售电价表（公开代码转引）',
  'Jiangsu sales tariff 2020–2021, as found in public code',
)

function band(name: 'peak' | 'flat' | 'valley', ...windows: [from: string, to: string][]): Periods {
  return windows.map(([from, to]) => ({ from, to, band: name }))
}

const allYear: Tariff = {
  province: bi('江苏', 'Jiangsu'),
  consumerClass: 'largeIndustry',
  seasons: [
    {
      months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      periods: [
        ...band('valley', ['00:00', '08:00']),
        ...band('peak', ['08:00', '12:00'], ['17:00', '21:00']),
        ...band('flat', ['12:00', '17:00'], ['21:00', '24:00']),
      ],
    },
  ],
}

const since2025: Tariff = {
  ...allYear,
  seasons: [
    {
      months: [6, 7, 8, 12, 1, 2],
      periods: [
        ...band('valley', ['00:00', '06:00'], ['11:00', '13:00']),
        ...band('flat', ['06:00', '11:00'], ['13:00', '14:00'], ['22:00', '24:00']),
        ...band('peak', ['14:00', '22:00']),
      ],
    },
    {
      months: [3, 4, 5, 9, 10, 11],
      periods: [
        ...band('flat', ['00:00', '02:00'], ['06:00', '10:00'], ['14:00', '15:00'], ['22:00', '24:00']),
        ...band('valley', ['02:00', '06:00'], ['10:00', '14:00']),
        ...band('peak', ['15:00', '22:00']),
      ],
    },
  ],
}

export const tariffRules: RuleSeed[] = [
  row('tariff.jiangsu.largeIndustry', {
    title,
    value: allYear,
    source: reported(oldTable, 'D'),
    from: '2020-01-01',
    to: '2021-12-31',
  }),
  row('tariff.jiangsu.largeIndustry', {
    title,
    value: allYear,
    source: inferred(oldTable),
    from: '2022-01-01',
    to: '2025-05-31',
    note: bi('假定旧时段沿用至新表施行', 'assumes that the old periods ran until the new table'),
  }),
  row('tariff.jiangsu.largeIndustry', {
    title,
    value: since2025,
    source: reported(
      bi(
        '苏发改价格发〔2025〕426号（公开代码转引）',
        'Jiangsu development commission, pricing No. 426 of 2025, as found in public code',
      ),
      'D',
    ),
    from: '2025-06-01',
    note: bi('另有公开数据与此不同，须向发文单位核实', 'another public table differs; check with the issuer'),
  }),
]

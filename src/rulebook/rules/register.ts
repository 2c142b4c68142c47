/** The public register of tips: no text fixes how soon a step has to be in it. */
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, programDefault, row } from './row.ts'

export const registerRules: RuleSeed[] = [
  row('register.inclusionHours', {
    title: bi('举报登记簿收录承诺', 'Promise of inclusion in the register of tips'),
    value: { hours: 24 },
    source: inferred(
      bi(
        '常化解办〔2018〕1号第八部分（举报一起、核实一起、查处一起）',
        'Changzhou capacity office, notice No. 1 of 2018, part 8',
      ),
    ),
    note: bi(
      '自收到后的下一个整点起算，承诺中不出现分钟',
      'counted from the next full hour after receipt, so that the promise shows no minute',
    ),
  }),
  row('register.batches', {
    title: bi('举报登记簿每日收录时刻', 'Hours of the day at which the register takes in what waits'),
    value: { hours: [2] },
    source: programDefault,
    note: bi(
      '每日一批时，登记簿不显示办理的时刻；批次越多，显示得越细',
      'with one batch a day the register shows no hour of a step; the more batches, the finer it shows',
    ),
  }),
]

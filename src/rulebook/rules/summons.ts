/** Time limits of a summons talk beside the written answer (`limit.summonsReport`), which no text fixes. */
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, row } from './row.ts'

export const summonsRules: RuleSeed[] = [
  row('limit.summonsVerification', {
    title: bi('约谈整改核实', 'Verification of the answer to a summons'),
    value: { days: 10, dayKind: 'working' },
    source: inferred(bi('由约谈办法“核实报告”步骤推算', 'drawn from the step of the verification report')),
    note: bi('期限为程序默认值', 'the days are a default of this program'),
  }),
  row('limit.summonsMinutes', {
    title: bi('形成约谈纪要', 'Minutes of a summons talk'),
    value: { days: 5, dayKind: 'working' },
    source: inferred(bi('由约谈办法“约谈纪要”步骤推算', 'drawn from the step of the minutes')),
    note: bi('期限为程序默认值', 'the days are a default of this program'),
  }),
]

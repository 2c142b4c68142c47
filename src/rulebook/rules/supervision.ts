/** Time limits of supervision beside the publicity of a closed item (`limit.rectificationPublicity`), which no text fixes. */
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, row } from './row.ts'

const closure = inferred(
  bi(
    '由整改销号的通常步骤（反馈问题、整改、验收、公示、销号）推算',
    'drawn from the usual steps of rectification: feedback, measures, acceptance, publicity, striking off',
  ),
)
const byDefault = bi(
  '期限为程序默认值，由使用单位修改',
  'the days are a default of this program and may be changed by its users',
)

export const supervisionRules: RuleSeed[] = [
  row('limit.rectification', {
    title: bi('整改事项', 'A rectification item'),
    value: { days: 30, dayKind: 'calendar' },
    source: closure,
    note: bi(
      '要求中写明期限的，以写明的日期为准；天数比照约谈后书面报告',
      'a day that is named wins; the days follow those of the answer to a summons',
    ),
  }),
  row('limit.rectificationAcceptance', {
    title: bi('整改验收', 'Acceptance of a rectification item'),
    value: { days: 10, dayKind: 'working' },
    source: closure,
    note: byDefault,
  }),
  row('limit.rectificationStrikeOff', {
    title: bi('公示期满后销号', 'Striking off after the publicity'),
    value: { days: 3, dayKind: 'working' },
    source: closure,
    note: byDefault,
  }),
]

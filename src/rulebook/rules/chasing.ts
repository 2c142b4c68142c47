/** When somebody is chased for what he has not done: steps that no text fixes. */
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, row } from './row.ts'

export const chasingRules: RuleSeed[] = [
  row('chase.receipt', {
    title: bi('通知催签', 'Chasing for the receipt of a notice'),
    value: { days: [3, 5, 10], dayKind: 'working' },
    source: inferred(
      bi(
        '由通知签收时限（2个工作日）和未签收盲区（5个工作日）推算',
        'drawn from the limit for receipts (2 working days) and the blind spot (5)',
      ),
    ),
    note: bi('印发后的工作日，逐次催签', 'working days after the issue, one chasing each'),
  }),
]

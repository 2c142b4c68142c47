/** Words of the marks that every list uses: how a time limit stands, and how far a rule has been checked. */
import { defineText } from './text.ts'

export const markText = defineText(
  {
    'status.done': '已完成',
    'status.doneLate': '逾期完成',
    'status.due': '进行中',
    'status.soon': '即将到期',
    'status.overdue': '已逾期',
    'status.unknown': '未掌握',
    'status.suspended': '已中止',
    'status.ended': '已终止',
    'standing.authentic': '已核对原文',
    'standing.secondary': '转引来源',
    'standing.inferred': '推定',
    'standing.unverified': '未核实',
  },
  {
    'status.done': 'Done',
    'status.doneLate': 'Done late',
    'status.due': 'In progress',
    'status.soon': 'Due soon',
    'status.overdue': 'Overdue',
    'status.unknown': 'Unknown',
    'status.suspended': 'Suspended',
    'status.ended': 'Ended',
    'standing.authentic': 'Checked',
    'standing.secondary': 'Secondary source',
    'standing.inferred': 'Inferred',
    'standing.unverified': 'Unverified',
  },
)

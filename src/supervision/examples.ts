/** Example texts of a county's report, for tests and the demo city. */
import type { ReportTexts } from './report.ts'

export const exampleTexts: ReportTexts = {
  signatory: '演示甲',
  organisation:
    '成立由分管负责人任组长的工作专班，印发工作方案和部门分工，责任落实到镇（街道）和村（社区）的具体人员。',
  weakPoints: [
    {
      problem: '个别村尚未完成排查',
      measure: '由镇网格长带队逐村补查，补查结果逐日登记',
      owner: '甲一镇网格长',
      dueOn: '2018-03-20',
    },
    {
      problem: '停产场所夜间用电情况掌握不足',
      measure: '请供电公司按周提供用电情况，异常的当日核查',
      owner: '区经信局',
      dueOn: null,
    },
  ],
  measures: '对未到场的场所逐一安排有执法证的人员入场检查，检查情况当日登记。',
  nextSteps: '保持巡查频次，畅通举报渠道，对已关停场所按期回访。',
}

/** How long personal rows beside the events are kept; the events themselves are never erased. */
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, lawAndArticles, row } from './row.ts'

const networkData = bi('网络数据安全管理条例', 'Regulation on the management of network data security')

export const retentionRules: RuleSeed[] = [
  row('retention.curveLooks', {
    title: bi('负荷曲线查看记录的保存年限', 'Years for which looks at load curves are kept'),
    value: { years: 3 },
    source: inferred(lawAndArticles(networkData, '12')),
    note: bi(
      '该条要求向他人提供个人信息、重要数据的处理记录至少保存3年（2025年起施行）；用于查看记录和此前日期是推定。到期只删除本表的行和摘要的盐值，事件与摘要保留',
      'the article keeps records of personal and important data given to others for at least 3 years (in force since 2025); applying it to looks, and to earlier dates, is an inference. What ends are the row and the salt of its digest; event and digest stay',
    ),
  }),
  row('retention.readings', {
    title: bi('用电读数的保存年限', 'Years for which readings are kept'),
    value: { years: 3 },
    source: inferred(bi('由共享目的所需推定', 'drawn from what the purpose of the sharing needs')),
    note: bi(
      '未查到法定年限：一次识别看120天，案件与复查需要更久。以共享协议的约定为准，协议更短的从其约定。按整月删除，删除留有事件',
      'no statutory period was found: detection looks at 120 days, cases and revisits need longer. What the sharing agreement says comes first where it is shorter. Whole months are dropped, and an event stays',
    ),
  }),
]

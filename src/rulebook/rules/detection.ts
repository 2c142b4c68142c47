/** Figures of the electricity watch. Each is a feature or a starting point, none is a verdict. */
import { licenceGrace } from '../licence-grace.ts'
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, programDefault, row, unverified } from './row.ts'

export const detectionRules: RuleSeed[] = [
  row('detection.wendeng', {
    title: bi('文登筛查条件', 'Screen used in Wendeng'),
    value: { monthEnergyAboveKwh: 70_000, nightShareAbove: 0.7, observed: { checked: 44, found: 0 } },
    source: unverified(bi('山东文登用电筛查做法', 'electricity screening in Wendeng, Shandong')),
    note: bi(
      '出处未能记录，年份不详；上门44户，查实0户；仅作起点，供比较',
      'the source could not be recorded and the year is unknown; 44 visited, none found; a starting point for comparison only',
    ),
  }),
  row('detection.nightWindow', {
    title: bi('夜间时段（固定钟点）', 'Night, by the clock'),
    value: { from: '22:00', to: '06:00' },
    source: inferred(bi('由已公开的夜间生产案例推定', 'drawn from published cases of night work')),
    note: bi('与低谷电价时段不是一回事', 'not the same as the valley hours of the tariff'),
  }),
  row('detection.licenceGrace', {
    referenceOnly: true,
    title: bi('许可时段与功率的宽限', 'Grace around licensed hours and power'),
    value: licenceGrace,
    source: programDefault,
    note: bi(
      '随识别模型版本固定，改动须重新训练并审批模型',
      'fixed with the version of the detector; another value needs a model trained and approved anew',
    ),
  }),
  row('detection.licensedVolume', {
    title: bi('超出许可年产量的加分', 'Points for more than the licensed yearly volume'),
    value: { aboveTimes: 1, points: 14 },
    source: programDefault,
    note: bi(
      '当年炉次电量按每吨最高电耗推算的吨数（区间的低端）超过许可年产量才加分；分值由人设定，与许可被突破相同，不出自模型拟合',
      'only where the tonnes of this year counted at the most energy a tonne (the low end of the range) are above the licensed volume; the points are set by hand, those of a broken licence, and come from no fit',
    ),
  }),
  row('detection.silentMeter', {
    title: bi('电表静默与缺数', 'A meter that is silent or has gaps'),
    value: { silentDays: 3, gapsFromShare: 0.02 },
    source: programDefault,
    note: bi(
      '补送读数一般晚一两天，连续3天没有读数记为静默并发出预警；近30天缺数达到2%的记为缺数。静默、缺数都是情况不明，不是没有问题',
      'a late delivery takes a day or two: three days without a reading are silence and raise an alarm, 2 % of the readings of thirty days missing are gaps. Both are unknown, not clean',
    ),
  }),
  row('detection.feederLoss', {
    title: bi('馈线损耗的上限', 'What a feeder loses at most'),
    value: { mediumVoltageMost: 0.06, lowVoltageMost: 0.1, othersLeast: 5, othersAbove: 0.02 },
    source: unverified(
      bi(
        '供电企业核查高损线路的通常做法（未查到原文）',
        'usual practice of power companies with lossy lines; no text was found',
      ),
    ),
    note: bi(
      '占供电量的比例：10—20千伏6%，0.4千伏10%，各地口径不同，按本地供电公司的考核值修改。另与本市其他馈线（不少于5条）的中位数相比，高出2个百分点即提示。只提示核查，不作结论',
      'shares of what flows in: 6 % at 10–20 kV, 10 % at 0.4 kV; places differ, so enter what the local power company holds its lines to. Two percentage points above the median of at least five other feeders is told too. It asks for a check and concludes nothing',
    ),
  }),
]

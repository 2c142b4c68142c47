/** Figures of the electricity watch. Each is a feature or a starting point, none is a verdict. */
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, programDefault, reported, row, unverified } from './row.ts'

export const detectionRules: RuleSeed[] = [
  row('detection.wendeng', {
    title: bi('文登筛查条件', 'Screen used in Wendeng'),
    value: { monthEnergyAboveKwh: 70_000, nightShareAbove: 0.7, observed: { checked: 44, found: 0 } },
    source: unverified(bi('山东文登用电筛查做法', 'electricity screening in Wendeng, Shandong')),
    note: bi(
      '出处未能记录，年份不详；上门44户，查实0户；仅作可改的起点',
      'the source could not be recorded and the year is unknown; 44 visited, none found; an editable starting point only',
    ),
  }),
  row('detection.nightWindow', {
    title: bi('夜间时段（固定钟点）', 'Night, by the clock'),
    value: { from: '22:00', to: '06:00' },
    source: inferred(bi('由已公开的夜间生产案例推定', 'drawn from published cases of night work')),
    note: bi('与低谷电价时段不是一回事', 'not the same as the valley hours of the tariff'),
  }),
  row('detection.energyPerTonne', {
    title: bi('每吨钢耗电范围', 'Energy per tonne of steel'),
    value: { minKwh: 500, maxKwh: 750 },
    source: inferred(
      bi(
        '感应炉炼钢文献值500—680千瓦时/吨，上限放宽',
        'literature for induction steel 500–680 kWh/t, upper end widened',
      ),
    ),
    note: bi('产量只给区间，不给单一数字', 'tonnage is shown as a range, never as one number'),
  }),
  row('detection.cycle', {
    title: bi('每炉周期', 'Length of a heat cycle'),
    value: { minMinutes: 75, maxMinutes: 105 },
    source: inferred(bi('由炉容和功率推算', 'computed from furnace size and power')),
    note: bi('守法铸造企业波形相同', 'a lawful foundry has the same wave'),
  }),
  row('detection.licenceGrace', {
    title: bi('许可时段与功率的宽限', 'Grace around licensed hours and power'),
    value: { minutesBefore: 30, minutesAfter: 60, loadTolerance: 1.15 },
    source: programDefault,
  }),
  row('detection.alertFloor', {
    title: bi('预警最低分', 'Lowest score that raises an alarm'),
    value: { score: 0.5 },
    source: programDefault,
    note: bi('按本地核查结果调整', 'to be adjusted to the outcomes of local checks'),
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
  row('detection.largeNewLoad', {
    title: bi('新增大负荷报告线', 'New load above which the city is told'),
    value: { capacityKva: 5000 },
    source: reported(bi('宁夏石嘴山用电管理做法（转引）', 'practice of Shizuishan, Ningxia, as quoted'), 'C'),
    note: bi('外地做法', 'practice of another place'),
  }),
]

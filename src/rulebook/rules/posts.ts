/** Required posts per level and what makes a blind spot (product.md, article 3 of the notice). */
import type { RuleSeed } from '../rule.ts'
import { bi, fromNotice, inferred, noticeDay, programDefault, row } from './row.ts'

const named = fromNotice('三', 3)
const postName = bi(
  '通知要求责任到人；岗位名称为通行叫法',
  'the notice orders a named person; the name of the post is the usual one',
)

const posts: RuleSeed[] = [
  row('post.county.leaderInCharge', {
    title: bi('辖市、区分管负责人', 'County leader in charge'),
    value: { level: 'county', post: 'leaderInCharge', per: 'area', required: 1 },
    source: named,
    from: noticeDay,
  }),
  row('post.county.principal', {
    title: bi('辖市、区主要负责人', 'County principal'),
    value: { level: 'county', post: 'principal', per: 'area', required: 1 },
    source: inferred(
      bi(
        '常化解办〔2018〕1号第三部分（政府负总责）',
        'Changzhou capacity office, notice No. 1 of 2018, part 3 (overall responsibility)',
      ),
    ),
    from: noticeDay,
    note: bi('由政府负总责推出', 'follows from the overall responsibility of the government'),
  }),
  row('post.township.gridLeader', {
    title: bi('乡镇（街道）网格长', 'Township grid leader'),
    value: { level: 'township', post: 'gridLeader', per: 'area', required: 1 },
    source: named,
    from: noticeDay,
    note: postName,
  }),
  row('post.village.gridWorker', {
    title: bi('村（社区）网格员', 'Village grid worker'),
    value: { level: 'village', post: 'gridWorker', per: 'area', required: 1 },
    source: named,
    from: noticeDay,
    note: postName,
  }),
  ...(['township', 'village'] as const).map((level) =>
    row(`post.${level}.substitute`, {
      title:
        level === 'township'
          ? bi('乡镇（街道）网格长替补', 'Substitute of the township grid leader')
          : bi('村（社区）网格员替补', 'Substitute of the village grid worker'),
      value: { level, post: 'substitute', per: 'area', required: 0 },
      source: programDefault,
      from: noticeDay,
      note: bi(
        '可以设替补，不设不算空岗；替补不顶替空岗。要求必设的，把人数改为 1。',
        'may be named, and nobody is missed; a substitute never fills a vacancy. Where one is demanded the number becomes 1.',
      ),
    }),
  ),
  row('post.city.liaison', {
    title: bi('市级部门联络员', 'Liaison of each city department'),
    value: {
      level: 'city',
      post: 'liaison',
      per: 'department',
      required: 1,
      functionKinds: [
        'development',
        'economyInformation',
        'environment',
        'land',
        'quality',
        'industryCommerce',
        'marketRegulation',
        'workSafety',
        'emergency',
        'customs',
        'power',
      ],
    },
    source: inferred(
      bi(
        '常化解办〔2018〕1号第四部分（部门责任）',
        'Changzhou capacity office, notice No. 1 of 2018, part 4 (duties of departments)',
      ),
    ),
    from: noticeDay,
    note: bi('部门为通知所列及其承接单位', 'the departments of the notice and those that took over from them'),
  }),
]

const blindSpots: RuleSeed[] = [
  row('blindSpot.vacancy', {
    title: bi('空岗', 'Vacant post'),
    value: { graceDays: 0 },
    source: inferred(named.citation),
    from: noticeDay,
    note: bi('不得出现盲区，故无宽限', 'no blind spot is allowed, hence no days of grace'),
  }),
  row('leave.substitution', {
    title: bi('离岗期间的替岗', 'Who stands in during a leave'),
    value: { told: 'both' },
    source: inferred(named.citation),
    from: noticeDay,
    note: bi(
      '离岗期间提醒、送达和催办同时告知本人和替补；无替补的，自离岗首日起列为盲区',
      'during a leave holder and substitute are both told; where there is no substitute it is a blind spot from the first day',
    ),
  }),
  row('blindSpot.noPhone', {
    title: bi('无联系电话', 'Holder without a phone number'),
    value: { phoneRequired: true },
    source: programDefault,
  }),
  row('blindSpot.overloaded', {
    title: bi('一人兼管过多', 'One holder for too many areas'),
    value: { maxAreasPerHolder: { county: 1, township: 2, village: 3 } },
    source: programDefault,
  }),
  row('blindSpot.unacknowledged', {
    title: bi('未按期签收通知', 'Notice not confirmed in time'),
    value: { days: 5, dayKind: 'working' },
    source: programDefault,
  }),
  row('blindSpot.inactive', {
    title: bi('长期无巡查记录', 'No observation recorded for long'),
    value: { days: 30, dayKind: 'calendar' },
    source: programDefault,
  }),
]

const boards: RuleSeed[] = [
  row('board.renewal', {
    title: bi('责任公示牌内容更新', 'A board names who answers today'),
    value: { days: 30, dayKind: 'working' },
    source: inferred(bi('江苏省河长制公示牌做法（2017年）', 'practice of the river-chief boards of Jiangsu, 2017')),
  }),
]

export const postRules: RuleSeed[] = [...posts, ...blindSpots, ...boards]

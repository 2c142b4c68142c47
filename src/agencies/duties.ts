/**
 * Duties against ditiaogang by function, with basis and standing. A duty belongs to the function, so it passes to the
 * successor when a body is merged; where the law itself names the new body, the new function has its own rows.
 */
import { z } from 'zod'
import { type Bilingual, bilingual, ruleSeed } from '../rulebook/rule.ts'
import { laws } from '../rulebook/rules/laws.ts'
import {
  bi,
  fromLaw,
  fromNotice,
  inferred,
  lawAndArticles,
  reported,
  type Source,
  unverified,
} from '../rulebook/rules/row.ts'
import { type FunctionKind, functionKinds } from '../rulebook/values.ts'

export const dutySeed = z.strictObject({
  code: z.string().regex(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/),
  functionKind: z.enum(functionKinds),
  duty: bilingual,
  basis: bilingual,
  standing: ruleSeed.shape.standing,
  grade: ruleSeed.shape.grade,
})
export type DutySeed = z.infer<typeof dutySeed>

type DutyLine = [word: string, duty: Bilingual, source: Source]

const district2017 = reported(
  bi('2017年10月某区工作机制（转引）', 'mechanism of a district, October 2017, as quoted'),
  'C',
)
const usual = unverified(bi('通常职责，待核', 'usual duty, to be checked'))
const casesTold = (grade: 'B' | 'C') => reported(bi('公开案例报道', 'published cases'), grade)
const successor = (article: Bilingual) => inferred(article)

const lines: Partial<Record<FunctionKind, DutyLine[]>> = {
  government: [
    [
      'answerInGeneral',
      bi('对本地区负总责，明确分管负责人', 'answers for its area and names a leader in charge'),
      fromNotice('三', 3),
    ],
    [
      'workPlan',
      bi('制定方案，细化部门分工，网格到村', 'plans, splits duties, carries the grid down to the village'),
      fromNotice('三', 3),
    ],
    ['sweep', bi('组织全覆盖排查并书面报告', 'runs the full sweep and reports in writing'), fromNotice('六', 6)],
    [
      'responsePlan',
      bi('建立举报响应机制并公布方案', 'sets up the answer to reports and publishes its plan'),
      fromNotice('八', 8),
    ],
    [
      'publicity',
      bi('宣传政策、成效，公开曝光', 'explains policy and results, exposes breaches'),
      fromNotice('十', 10),
    ],
  ],
  coordination: [
    [
      'supervise',
      bi('召开督导会、约谈、实地督查', 'supervises by meetings, summons talks and visits to localities'),
      fromNotice('七', 7),
    ],
    ['collectReports', bi('汇总各地排查报告', 'collects the reports of the sweep'), fromNotice('六', 6)],
  ],
  supervisionOffice: [
    [
      'leadGroups',
      bi('牵头督查组', 'leads supervision groups'),
      reported(bi('开平市2017年做法（转引）', 'practice of Kaiping, 2017, as quoted'), 'C'),
    ],
  ],
  township: [
    ['firstSweep', bi('属地监管和首轮排查', 'first supervision and first sweep of firms in its area'), district2017],
  ],
  development: [
    ['newProjects', bi('盯住新建项目，尤其铸造项目', 'watches new projects, above all foundries'), district2017],
    ['stopBanned', bi('制止政策禁止的项目', 'stops projects that policy bans'), fromLaw(laws.investmentProjects, '20')],
    [
      'reportDesk',
      bi('受理举报', 'takes reports'),
      reported(bi('江门市2017年做法（转引）', 'practice of Jiangmen, 2017, as quoted'), 'C'),
    ],
    ['coordinate', bi('牵头协调、台账和上报', 'coordinates, keeps ledgers, reports upward'), usual],
    ['energySaving', bi('按分工开展节能监察', 'energy-saving supervision where assigned'), usual],
  ],
  economyInformation: [
    [
      'dailySupervision',
      bi('涉钢企业日常监管，防借技改之名', 'daily supervision of steel firms, none under the name of renovation'),
      district2017,
    ],
    [
      'leadSweeps',
      bi('牵头联合排查', 'leads joint sweeps'),
      unverified(bi('文登做法，出处未记录', 'practice of Wendeng, source not recorded')),
    ],
    ['experts', bi('组织专家甄别', 'brings experts to judge furnaces'), casesTold('C')],
  ],
  quality: [
    ['takeReports', bi('受理举报并突击查处', 'takes reports and raids'), casesTold('C')],
    [
      'confiscate',
      bi('没收违法产品并罚款', 'confiscates unlawful product and fines'),
      unverified(lawAndArticles(laws.productQuality, '49、51')),
    ],
    [
      'regularChecks',
      bi('定期检查，含夜查', 'regular checks, also at night'),
      reported(bi('攀枝花市2018年做法（转引）', 'practice of Panzhihua, 2018, as quoted'), 'C'),
    ],
    ['licences', bi('生产许可证管理', 'production licences'), usual],
  ],
  industryCommerce: [
    ['market', bi('检查钢材市场', 'checks the steel market'), casesTold('B')],
    ['revoke', bi('吊销营业执照', 'revokes business licences'), unverified(lawAndArticles(laws.productQuality, '51'))],
    ['register', bi('登记和信用公示', 'registration and display of credit'), usual],
  ],
  marketRegulation: [
    [
      'confiscate',
      bi('没收违法产品并罚款', 'confiscates unlawful product and fines'),
      fromLaw(laws.productQuality, '49、51'),
    ],
    [
      'unlicensed',
      bi('查处无证生产', 'acts against production without a licence'),
      fromLaw(laws.productionLicence, '45'),
    ],
    ['registration', bi('查处登记违法', 'acts against breaches of registration'), fromLaw(laws.marketEntities, '43')],
    [
      'takeReports',
      bi('受理举报、检查市场', 'takes reports, checks the market'),
      successor(bi('承接质监、工商职责', 'took over from quality and from industry and commerce')),
    ],
  ],
  environment: [
    [
      'impactAssessment',
      bi('查处未经环评的建设', 'acts against building without impact assessment'),
      fromLaw(laws.impactAssessment, '31'),
    ],
    [
      'reports',
      bi('办理环保举报', 'handles environmental reports'),
      reported(
        bi(
          '环境保护部令第15号（2010年，转引）',
          'Ministry of Environmental Protection, order No. 15 of 2010, as quoted',
        ),
        'C',
      ),
    ],
    ['nightChecks', bi('粉尘、废物及夜间检查', 'dust, waste and night checks'), usual],
  ],
  land: [
    ['occupation', bi('查处违法占地', 'acts against illegal occupation of land'), fromLaw(laws.land, '77')],
    [
      'satellite',
      bi('卫星影像核查', 'checks by satellite image'),
      reported(bi('工业和信息化部2019年检查安排（转引）', 'industry ministry, checks of 2019, as quoted'), 'C'),
    ],
  ],
  workSafety: [
    [
      'safetyFacilities',
      bi('冶炼项目安全设施和淘汰设备', 'safety facilities of smelting, eliminated equipment'),
      unverified(lawAndArticles(laws.workSafety, '31、38、98、99')),
    ],
  ],
  emergency: [
    [
      'safetyFacilities',
      bi('冶炼项目安全设施和淘汰设备', 'safety facilities of smelting, eliminated equipment'),
      fromLaw(laws.workSafety, '31、38、98、99'),
    ],
  ],
  customs: [
    ['exports', bi('钢材出口申报监管', 'export declarations of steel'), fromLaw(laws.customs, '86')],
    [
      'eliminatedImports',
      bi('查处进口淘汰设备', 'acts against import of eliminated equipment'),
      fromLaw(laws.circularEconomy, '50'),
    ],
  ],
  power: [
    ['userLists', bi('按用电量提供用户名单和负荷曲线', 'gives users by consumption and their curves'), casesTold('C')],
    ['theft', bi('查处窃电和转供电', 'finds theft and resale of power'), casesTold('C')],
    ['cutOff', bi('按书面请求依法断电', 'cuts off lawfully on a formal request'), casesTold('B')],
    [
      'newLoads',
      bi('新增大负荷事先通报', 'tells of large new loads beforehand'),
      reported(bi('石嘴山市做法（转引）', 'practice of Shizuishan, as quoted'), 'C'),
    ],
  ],
  publicSecurity: [
    ['raids', bi('配合查处，侦办窃电', 'joins raids, investigates theft of power'), casesTold('C')],
    ['trace', bi('追查被转移的炉和模具', 'traces furnaces and moulds that were moved'), casesTold('B')],
  ],
  tax: [
    [
      'invoices',
      bi('购销、增值税与用电数据比对', 'matches purchases, sales and tax with power data'),
      reported(bi('攀枝花市2018年做法', 'practice of Panzhihua, 2018'), 'A'),
    ],
  ],
  construction: [
    ['permits', bi('查处无施工许可的建设', 'acts against building without a permit'), fromLaw(laws.building, '64')],
    [
      'sites',
      bi('检查工地用钢', 'checks the steel used on building sites'),
      reported(bi('枣庄市山亭区2019年做法（转引）', 'practice of Shanting, 2019, as quoted'), 'C'),
    ],
  ],
}

/** Every department the notice names owes these as well. */
const named = [
  'development',
  'economyInformation',
  'environment',
  'land',
  'quality',
  'workSafety',
  'customs',
  'industryCommerce',
  'power',
] as const satisfies FunctionKind[]

const common: DutyLine[] = [
  ['ownDuty', bi('按分工落实责任', 'carries out its share of the duties'), fromNotice('四', 4)],
  [
    'dishonestyList',
    bi('将违法企业和人员列入严重失信名单', 'puts offending firms and persons on the serious-dishonesty list'),
    fromNotice('四', 4),
  ],
  [
    'responsePlan',
    bi('建立举报响应机制并公布方案', 'sets up the answer to reports and publishes its plan'),
    fromNotice('八', 8),
  ],
]

function duty(functionKind: FunctionKind, [word, text, source]: DutyLine): DutySeed {
  return {
    code: `${functionKind}.${word}`,
    functionKind,
    duty: text,
    basis: source.citation,
    standing: source.standing,
    grade: source.grade,
  }
}

export const dutySeeds: DutySeed[] = functionKinds.flatMap((functionKind) => [
  ...(named.some((one) => one === functionKind) ? common.map((line) => duty(functionKind, line)) : []),
  ...(lines[functionKind] ?? []).map((line) => duty(functionKind, line)),
])

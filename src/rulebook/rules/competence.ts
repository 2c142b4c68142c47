/**
 * Which kinds of body may observe, inspect or take a coercive step. What is not listed as allowed is not allowed. Power
 * supply checks under the supply contract are no inspections in this sense.
 */
import type { Bilingual, RuleSeed } from '../rule.ts'
import type { Act, Actor } from '../values.ts'
import { laws } from './laws.ts'
import { bi, editions, inferred, inspectionReformDay, lawAndArticles, row, type Source, unverified } from './row.ts'
import { dayBeforeReform, reform } from './visit-guard.ts'

const actTitles: Record<Act, Bilingual> = {
  observe: bi('公共区域巡查', 'Observation from public space'),
  inspect: bi('入企检查', 'Visit as an inspector'),
  seal: bi('查封', 'Sealing'),
  confiscateEquipment: bi('没收设备', 'Confiscating equipment'),
  confiscateProduct: bi('没收产品', 'Confiscating product'),
  confiscateRawMaterial: bi('没收原材料', 'Confiscating raw material'),
  cutPower: bi('断电', 'Cutting power'),
  clearWorkshop: bi('清理厂房', 'Clearing the workshop'),
  evidencePreservation: bi('证据先行登记保存', 'Preserving evidence'),
}

export const actorTitles: Record<Actor, Bilingual> = {
  government: bi('人民政府', 'government'),
  coordination: bi('议事协调机构', 'coordinating office'),
  supervisionOffice: bi('政府督查机构', 'supervision office'),
  township: bi('乡镇、街道', 'township or subdistrict'),
  development: bi('发展改革', 'development and reform'),
  economyInformation: bi('经信、工信', 'economy and information, industry'),
  environment: bi('环保、生态环境', 'environment'),
  land: bi('国土、自然资源', 'land and natural resources'),
  quality: bi('质监', 'quality supervision'),
  industryCommerce: bi('工商', 'industry and commerce'),
  marketRegulation: bi('市场监管', 'market regulation'),
  workSafety: bi('安监', 'work safety'),
  emergency: bi('应急管理', 'emergency management'),
  customs: bi('海关', 'customs'),
  inspectionQuarantine: bi('检验检疫', 'inspection and quarantine'),
  power: bi('供电企业', 'power company'),
  publicSecurity: bi('公安', 'public security'),
  tax: bi('税务', 'tax'),
  construction: bi('住建', 'housing and construction'),
  banking: bi('银行监管', 'banking regulation'),
  gridWorker: bi('网格员', 'grid worker'),
  auxiliaryStaff: bi('辅助人员', 'auxiliary staff'),
  thirdParty: bi('第三方机构', 'third party'),
}

interface Grant {
  act: Act
  actor: Actor
  allowed: boolean
  source: Source
  bases?: string[]
  from?: string
  to?: string
  note?: Bilingual
}

function competence({ act, actor, allowed, source, bases, ...dates }: Grant): RuleSeed {
  const [action, who] = [actTitles[act], actorTitles[actor]]
  return row(`competence.${act}.${actor}`, {
    title: bi(`${action.zh}：${who.zh}`, `${action.en}: ${who.en}`),
    value: { act, actor, allowed, bases: bases ?? [] },
    source,
    ...dates,
  })
}

const fromPenaltyPower = bi('由处罚权推出', 'follows from the power to penalise under this article')
const localSplit = bi('按地方职责分工，待核', 'depends on the local split of duties, to be checked')

/** Whoever may penalise under an article may look into the facts with two card-holders. */
const inspectors: [Actor, Source, Bilingual][] = [
  ['development', inferred(lawAndArticles(laws.investmentProjects, '18、19、20')), fromPenaltyPower],
  ['economyInformation', unverified(lawAndArticles(laws.energyConservation, '71')), localSplit],
  ['environment', inferred(lawAndArticles(laws.impactAssessment, '31')), fromPenaltyPower],
  ['land', inferred(lawAndArticles(laws.land, '77')), fromPenaltyPower],
  ['quality', inferred(lawAndArticles(laws.productQuality, '49、51')), fromPenaltyPower],
  ['industryCommerce', unverified(lawAndArticles(laws.productQuality, '51')), localSplit],
  ['marketRegulation', inferred(lawAndArticles(laws.productQuality, '49、51')), fromPenaltyPower],
  ['workSafety', inferred(lawAndArticles(laws.workSafety, '98、99')), fromPenaltyPower],
  ['emergency', inferred(lawAndArticles(laws.workSafety, '98、99')), fromPenaltyPower],
  ['customs', inferred(lawAndArticles(laws.customs, '86')), fromPenaltyPower],
  ['tax', inferred(lawAndArticles(laws.taxCollection, '60、63')), fromPenaltyPower],
  ['construction', inferred(lawAndArticles(laws.building, '64')), fromPenaltyPower],
]

const noEnforcementPower = inferred(bi('议事协调机构无执法权', 'a coordinating body has no power of enforcement'))
const noCard = unverified(lawAndArticles(laws.penalty, '42'))

const inspecting: RuleSeed[] = [
  ...inspectors.flatMap(([actor, source, note]) => [
    competence({ act: 'inspect', actor, allowed: true, source, note }),
    competence({
      act: 'evidencePreservation',
      actor,
      allowed: true,
      source: unverified(lawAndArticles(laws.penalty, '56')),
      bases: ['basis.evidencePreservation.penalty56'],
      note: bi('限于其有处罚权的案件', 'only in cases it may penalise'),
    }),
  ]),
  competence({
    act: 'inspect',
    actor: 'coordination',
    allowed: false,
    source: noEnforcementPower,
    to: dayBeforeReform,
  }),
  competence({ act: 'inspect', actor: 'gridWorker', allowed: false, source: noCard, to: dayBeforeReform }),
  competence({ act: 'inspect', actor: 'auxiliaryStaff', allowed: false, source: noCard, to: dayBeforeReform }),
  ...(['coordination', 'gridWorker', 'auxiliaryStaff', 'thirdParty'] as const).map((actor) =>
    competence({ act: 'inspect', actor, allowed: false, source: reform, from: inspectionReformDay }),
  ),
  competence({
    act: 'inspect',
    actor: 'supervisionOffice',
    allowed: false,
    source: reform,
    from: inspectionReformDay,
    note: bi('不得以督导、观摩为名检查企业', 'no inspection of firms in the guise of supervision'),
  }),
  competence({
    act: 'inspect',
    actor: 'power',
    allowed: false,
    source: inferred(bi('供电企业不是执法机关', 'a power company is no enforcement body')),
  }),
  competence({
    act: 'inspect',
    actor: 'township',
    allowed: false,
    source: unverified(bi('无执法授权依据', 'no grant of enforcement power found')),
    note: bi('未计地方赋权决定', 'local grants of power are not counted'),
  }),
]

const observers = ['coordination', 'township', 'gridWorker', 'government', 'supervisionOffice'] as const
const observing: RuleSeed[] = observers.map((actor) =>
  competence({
    act: 'observe',
    actor,
    allowed: true,
    source: inferred(
      bi('国办发〔2024〕54号只限制入企检查', 'General Office of the State Council, No. 54 of 2024, limits visits only'),
    ),
    note: bi('在公共区域看、记、报，不入企', 'looks, notes and reports from public space, does not enter'),
  }),
)

const sealers = ['quality', 'marketRegulation', 'environment', 'workSafety', 'emergency'] as const
const productBases = [
  'basis.confiscateProduct.productQuality49',
  'basis.confiscateProduct.productQuality51',
  'basis.confiscateProduct.productionLicence45',
]

const coercing: RuleSeed[] = [
  ...sealers.map((actor) =>
    competence({
      act: 'seal',
      actor,
      allowed: true,
      source: unverified(lawAndArticles(laws.coercion, '18')),
      bases: ['basis.seal.coercion18'],
      note: bi('查封权的法条待复核人补充', 'the law that grants the power is to be supplied by the reviewer'),
    }),
  ),
  ...(['development', 'economyInformation'] as const).flatMap((actor) => [
    competence({
      act: 'confiscateEquipment',
      actor,
      allowed: true,
      source: unverified(lawAndArticles(laws.energyConservation, '71')),
      bases: ['basis.confiscateEquipment.energyConservation71', 'basis.confiscateEquipment.circularEconomy50'],
      note: localSplit,
    }),
    competence({
      act: 'confiscateRawMaterial',
      actor,
      allowed: true,
      source: unverified(lawAndArticles(laws.circularEconomy, '50')),
      bases: ['basis.confiscateRawMaterial.circularEconomy50'],
      note: localSplit,
    }),
  ]),
  competence({
    act: 'confiscateProduct',
    actor: 'quality',
    allowed: true,
    source: inferred(lawAndArticles(laws.productQuality, '49、51')),
    bases: productBases,
    note: bi(
      '所读文本写市场监管部门，质监为其前身',
      'the edition read names market regulation, whose predecessor this is',
    ),
  }),
  competence({
    act: 'confiscateProduct',
    actor: 'marketRegulation',
    allowed: true,
    source: { citation: lawAndArticles(laws.productQuality, '49、51'), standing: 'secondary', grade: 'A' },
    bases: productBases,
    from: editions.productQuality.from,
  }),
  competence({
    act: 'cutPower',
    actor: 'power',
    allowed: true,
    source: { citation: lawAndArticles(laws.electricityUse, '30、40'), standing: 'secondary', grade: 'A' },
    bases: ['basis.cutPower.electricity29', 'basis.cutPower.electricityUse40'],
    note: bi('须有书面协助请求', 'on a formal request only'),
  }),
  ...(['land', 'construction'] as const).map((actor) =>
    competence({
      act: 'clearWorkshop',
      actor,
      allowed: true,
      source: unverified(lawAndArticles(laws.coercion, '44')),
      bases: ['basis.clearWorkshop.coercion44'],
      note: bi('限于有拆除权的机关，待核', 'only a body with the power to demolish, to be checked'),
    }),
  ),
]

export const competenceRules: RuleSeed[] = [...observing, ...inspecting, ...coercing]

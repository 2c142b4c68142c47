/**
 * Legal bases per coercive step. None is `authentic` at seed time, so each step can be prepared but not done until a
 * named reviewer attaches the official text. Cutting water has no basis here because none was found.
 */
import type { Bilingual, RuleSeed } from '../rule.ts'
import type { CoerciveStep, RuleValue } from '../values.ts'
import { laws } from './laws.ts'
import {
  acrossEditions,
  bi,
  editionNote,
  editions,
  fromLaw,
  inferred,
  lawAndArticles,
  programDefault,
  row,
} from './row.ts'

type Basis = RuleValue<'basis.row'>

function basis(
  step: CoerciveStep,
  law: Bilingual,
  articles: string,
  functionKinds: Basis['functionKinds'],
  requires: Basis['requires'],
): Basis {
  return { step, law, articles: articles.split('、'), functionKinds, requires }
}

const decisionFirst: Basis['requires'] = ['servedPenaltyDecision']
const energyAuthority: Basis['functionKinds'] = ['development', 'economyInformation']
const qualityAuthority: Basis['functionKinds'] = ['quality', 'marketRegulation']
const splitNote = bi(
  '主管部门按地方分工，待核；所读为近年文本',
  'which body is competent is a local split, to be checked; read in a recent edition',
)

const bases: RuleSeed[] = [
  row('basis.seal.coercion18', {
    title: bi('查封、扣押程序', 'Procedure of sealing or seizure'),
    value: basis('seal', laws.coercion, '18、24、25', [], ['headApproval', 'twoOfficers', 'minutes', 'inventory']),
    source: fromLaw(laws.coercion, '18、24、25'),
    note: bi(
      '只定程序；查封权须另有法律授权',
      'fixes the procedure only; the power to seal must come from another law',
    ),
  }),
  row('basis.confiscateEquipment.energyConservation71', {
    title: bi('没收国家淘汰的用能设备', 'Confiscating energy equipment eliminated by the state'),
    value: basis('confiscateEquipment', laws.energyConservation, '71', energyAuthority, decisionFirst),
    source: fromLaw(laws.energyConservation, '71'),
    note: splitNote,
  }),
  row('basis.confiscateEquipment.circularEconomy50', {
    title: bi('没收列入淘汰名录的设备', 'Confiscating listed eliminated equipment'),
    value: basis('confiscateEquipment', laws.circularEconomy, '50', energyAuthority, decisionFirst),
    source: fromLaw(laws.circularEconomy, '50'),
    note: splitNote,
  }),
  row('basis.confiscateRawMaterial.circularEconomy50', {
    title: bi('没收列入淘汰名录的材料', 'Confiscating listed eliminated material'),
    value: basis('confiscateRawMaterial', laws.circularEconomy, '50', energyAuthority, decisionFirst),
    source: fromLaw(laws.circularEconomy, '50'),
    note: splitNote,
  }),
  ...acrossEditions('basis.confiscateProduct.productQuality49', editions.productQuality, laws.productQuality, '49', {
    title: bi('没收不符合安全标准的产品', 'Confiscating unsafe or non-standard product'),
    value: basis('confiscateProduct', laws.productQuality, '49', qualityAuthority, decisionFirst),
  }),
  ...acrossEditions('basis.confiscateProduct.productQuality51', editions.productQuality, laws.productQuality, '51', {
    title: bi('没收国家明令淘汰的产品', 'Confiscating product eliminated by the state'),
    value: basis('confiscateProduct', laws.productQuality, '51', qualityAuthority, decisionFirst),
  }),
  row('basis.confiscateProduct.productionLicence45', {
    title: bi('没收无证生产的产品', 'Confiscating product made without a licence'),
    value: basis('confiscateProduct', laws.productionLicence, '45', qualityAuthority, decisionFirst),
    source: fromLaw(laws.productionLicence, '45'),
    note: editionNote,
  }),
  row('basis.cutPower.electricity29', {
    title: bi('中断供电须事先通知', 'Interrupting supply needs prior notice'),
    value: basis('cutPower', laws.electricity, '29', ['power'], ['priorNotice', 'formalRequest']),
    source: fromLaw(laws.electricity, '29'),
    note: bi('只定程序，不单独成为断电理由', 'procedure only, no ground for a cut by itself'),
  }),
  row('basis.cutPower.electricityUse40', {
    title: bi('违约用电情节严重的停电', 'Cutting supply for serious breach of the supply terms'),
    value: basis('cutPower', laws.electricityUse, '30、40', ['power'], ['priorNotice', 'formalRequest']),
    source: fromLaw(laws.electricityUse, '30、40'),
    note: bi(
      '限于用户违约用电；以断电作处罚依据单薄',
      'covers breach by the user only; cutting power as a punishment rests on thin ground',
    ),
  }),
  row('basis.clearWorkshop.coercion44', {
    title: bi('强制拆除违法建筑', 'Forced demolition of illegal structures'),
    value: basis('clearWorkshop', laws.coercion, '44', [], ['announcement', 'remediesLapsed']),
    source: fromLaw(laws.coercion, '44'),
    note: bi('限于有拆除权的机关', 'only a body that has the power to demolish'),
  }),
  ...acrossEditions('basis.evidencePreservation.penalty56', editions.penalty, laws.penalty, '56、85', {
    title: bi('证据先行登记保存', 'Preservation of evidence by prior registration'),
    value: basis('evidencePreservation', laws.penalty, '56、85', [], []),
  }),
]

const limitsOfCoercion: RuleSeed[] = [
  row('coercion.forbiddenTimes', {
    title: bi('夜间和法定节假日不得强制执行', 'No enforcement at night or on public holidays'),
    value: { times: ['night', 'publicHoliday'], unless: 'emergency' },
    source: fromLaw(laws.coercion, '43'),
    note: editionNote,
  }),
  row('coercion.night', {
    title: bi('“夜间”的钟点', 'Hours meant by night'),
    value: { from: '22:00', to: '06:00' },
    source: programDefault,
    note: bi('法律条文未给出钟点', 'the article read gives no hours'),
  }),
  row('coercion.residents', {
    title: bi('不得对居民生活停水停电', 'Dwellings are never cut off'),
    value: { neverCut: ['power', 'water', 'heat', 'gas'] },
    source: fromLaw(laws.coercion, '43'),
    note: editionNote,
  }),
  row('coercion.decisionFirst', {
    title: bi('没收须先有已送达的处罚决定', 'Confiscation needs a served penalty decision'),
    value: { steps: ['confiscateEquipment', 'confiscateProduct', 'confiscateRawMaterial'] },
    source: inferred(lawAndArticles(laws.penalty, '44、61')),
    note: bi('没收属行政处罚，由程序规定推出', 'confiscation is a penalty; follows from its procedure'),
  }),
  row('coercion.rawMaterialScope', {
    title: bi('只没收专门用于违法生产的原材料', 'Raw material only as far as used specially for the offence'),
    value: { onlySpeciallyUsed: true },
    source: programDefault,
    note: bi('法条待复核人补充', 'the article is to be supplied by the reviewer'),
  }),
  ...acrossEditions('coercion.noTransfer', editions.air, laws.air, '27、101', {
    title: bi('淘汰设备不得转让他人使用', 'Eliminated equipment may not be passed on'),
    value: { eliminatedEquipmentTransferable: false },
  }),
]

export const legalBasisRules: RuleSeed[] = [...bases, ...limitsOfCoercion]

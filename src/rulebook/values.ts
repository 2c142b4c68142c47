/** The shape of a rule's `value` per family of keys, and the closed vocabularies the rules speak in. */
import { z } from 'zod'
import { areaLevels } from '../platform/shared/permission.ts'
import { clockWindow, detectionValues } from './detection-values.ts'
import { bilingual, isoDate, type Standing } from './rule.ts'
import { supervisionValues } from './supervision-values.ts'
import { tipValues } from './tip-values.ts'

export const dayKinds = ['working', 'calendar'] as const
export const postKinds = ['principal', 'leaderInCharge', 'gridLeader', 'gridWorker', 'liaison', 'substitute'] as const

/** What a body is there for; names change by reform, functions are handed on (agencies/registry.ts). */
export const functionKinds = [
  'government',
  'coordination',
  'supervisionOffice',
  'township',
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
  'inspectionQuarantine',
  'power',
  'publicSecurity',
  'tax',
  'construction',
  'banking',
] as const
export type FunctionKind = (typeof functionKinds)[number]

/** Who may or may not act: bodies by function, and persons and firms that are no enforcement body. */
export const actors = [...functionKinds, 'gridWorker', 'auxiliaryStaff', 'thirdParty'] as const
export type Actor = (typeof actors)[number]

/** Steps that touch rights: each needs a rule `basis.<step>.…` whose standing is `authentic` before it may be done. */
export const coerciveSteps = [
  'seal',
  'confiscateEquipment',
  'confiscateProduct',
  'confiscateRawMaterial',
  'cutPower',
  'clearWorkshop',
  'evidencePreservation',
] as const
export type CoerciveStep = (typeof coerciveSteps)[number]
export const acts = ['observe', 'inspect', ...coerciveSteps] as const
export type Act = (typeof acts)[number]

export const taskSources = [
  'annualPlan',
  'specialSweep',
  'lead',
  'tip',
  'transfer',
  'dataAlarm',
  'superior',
  'revisit',
] as const
export type TaskSource = (typeof taskSources)[number]

/** Evidence group 1: what is done there. `withoutRefining` and `withoutCompositionControl` are findings, not gaps. */
export const processes = [
  'inductionMelting',
  'inductionHeating',
  'vacuumMelting',
  'arcFurnaceMelting',
  'converterMelting',
  'electroslagRemelting',
  'refining',
  'compositionControl',
  'withoutRefining',
  'withoutCompositionControl',
  'sandOrShellMoulding',
  'ingotCasting',
  'continuousCasting',
  'hotRolling',
  'forging',
  'selling',
  'building',
  'idle',
] as const
/** Evidence group 2: what stands there. */
export const equipment = [
  'mainsFrequencyFurnace',
  'mediumFrequencyFurnace',
  'vacuumInductionFurnace',
  'inductionHeater',
  'reheatingFurnace',
  'arcFurnace',
  'converter',
  'cupola',
  'refiningFurnace',
  'spectrometer',
  'mouldingLine',
  'ingotMoulds',
  'continuousCaster',
  'rollingMill',
  'forgingPress',
] as const
/** Evidence group 3: what goes in. Of a billet the source counts: proven by invoice, unproven, or judged forbidden. */
export const rawMaterials = [
  'scrapSteel',
  'foundryReturns',
  'pigIron',
  'spongeIron',
  'ferroChrome',
  'ferroNickel',
  'otherFerroAlloy',
  'pureOrAlloyMetal',
  'nonFerrousMetal',
  'billetOfProvenSource',
  'billetOfUnprovenSource',
  'billetOfForbiddenSource',
] as const
/** Evidence group 4: what comes out, is held or is sold. */
export const products = [
  'casting',
  'ordinarySteelIngot',
  'ordinarySteelBillet',
  'rebar',
  'otherRolledSteel',
  'stainlessSteel',
  'toolOrMouldSteel',
  'specialAlloy',
  'ferroAlloyMelt',
  'pigIron',
  'forging',
  'nonFerrousProduct',
  'steelOfForbiddenSource',
] as const
export const outcomes = ['permitted', 'forbidden', 'expertNeeded'] as const
export type JudgementOutcome = (typeof outcomes)[number]

export const closureAtoms = [
  'power',
  'water',
  'transformer',
  'furnace',
  'mouldsOrCaster',
  'hood',
  'platform',
  'rails',
  'levelGround',
  'rawMaterial',
  'product',
  'disposal',
] as const
export type ClosureAtom = (typeof closureAtoms)[number]
/** Which text names an atom; `law` is for what a statute adds to the three standards. */
export const closureStandards = ['notice2018', 'national2017', 'local', 'law'] as const
/** The notice's five: 断电断水, 捣毁生产设备, 清理厂房, 没收生产原材料, 没收产品. */
export const noticeItems = [
  'cutPowerAndWater',
  'destroyEquipment',
  'clearWorkshop',
  'confiscateRawMaterial',
  'confiscateProduct',
] as const
export type NoticeItem = (typeof noticeItems)[number]
export const siteKinds = ['melting', 'rolling', 'both'] as const
/** `dismantled` of power or water: the supply line is disconnected and taken away. */
export const atomStates = [
  'notPresent',
  'intact',
  'sealed',
  'confiscated',
  'dismantled',
  'destroyed',
  'removed',
  'leftByLaw',
] as const
export type AtomState = (typeof atomStates)[number]

/** When a picture of an atom was taken, as seen from what was done to it. */
export const evidencePhases = ['before', 'during', 'after'] as const
export type EvidencePhase = (typeof evidencePhases)[number]

export const focusKinds = [
  'castingCover',
  'specialSteelCover',
  'closedCapacity',
  'scrapRich',
  'remote',
  'noHistory',
  'abnormalElectricity',
] as const

const count = z.int().nonnegative()
const dayCount = z.strictObject({ days: count, dayKind: z.enum(dayKinds) })

/**
 * Conditions on one evidence group, a set of observed words. All given parts must hold. `anyOf` one of them was seen,
 * `allOf` every one, `noneOf` none of them; `onlyOf` something was seen and nothing outside the list.
 */
function groupCondition<const W extends readonly [string, ...string[]]>(words: W) {
  const some = z.array(z.enum(words)).min(1).optional()
  return z.strictObject({ anyOf: some, allOf: some, onlyOf: some, noneOf: some }).optional()
}

const judgementRow = z.strictObject({
  /** A furnace is judged by itself; rolling, selling and building without a furnace are judged by site. */
  subject: z.enum(['furnace', 'site']),
  when: z.strictObject({
    process: groupCondition(processes),
    equipment: groupCondition(equipment),
    rawMaterial: groupCondition(rawMaterials),
    product: groupCondition(products),
  }),
  outcome: z.enum(outcomes),
  /** What the row says as long as no official text is attached: weak sources may not decide (regulation, grade C). */
  untilAuthentic: z.enum(outcomes).nullable(),
})

/** Key prefix → schema of `value`. A key belongs to its first two segments if they are listed, else to the first. */
export const ruleValues = {
  /** `fallsOn`: the text names a date, which wins over the days. `extension`: may be lengthened once by so much. */
  limit: dayCount.extend({ fallsOn: isoDate.optional(), extension: dayCount.optional() }),
  threshold: dayCount,
  window: z.strictObject({ from: isoDate, to: isoDate }),
  /** Days after the issue on which whoever has not confirmed is chased, each step once. */
  'chase.receipt': z.strictObject({ days: z.array(z.int().positive()).min(1), dayKind: z.enum(dayKinds) }),
  post: z.strictObject({
    level: z.enum(areaLevels),
    post: z.enum(postKinds),
    /** One such post per area of the level, or per department named in the notice; `required` 0: possible, and nobody is missed. */
    per: z.enum(['area', 'department']),
    required: count,
    functionKinds: z.array(z.enum(functionKinds)).optional(),
  }),
  'blindSpot.vacancy': z.strictObject({ graceDays: count }),
  /** Who is told during a leave what is for the post: holder and substitute, or the substitute alone. */
  'leave.substitution': z.strictObject({ told: z.enum(['both', 'substitute']) }),
  'blindSpot.noPhone': z.strictObject({ phoneRequired: z.boolean() }),
  'blindSpot.overloaded': z.strictObject({ maxAreasPerHolder: z.partialRecord(z.enum(areaLevels), count) }),
  'blindSpot.unacknowledged': dayCount,
  'blindSpot.inactive': dayCount,
  'board.renewal': dayCount,
  'fakeWork.samePhoto': z.strictObject({ windowDays: count }),
  'fakeWork.shortVisit': z.strictObject({ windowDays: count, minutes: count }),
  'fakeWork.burst': z.strictObject({ windowDays: count, records: count, minutes: count, daysBeforeDue: count }),
  'fakeWork.position': z.strictObject({ windowDays: count, kmPerHour: count, km: count }),
  'fakeWork.copiedText': z.strictObject({ windowDays: count, records: count, characters: count }),
  'visitGuard.requirement': z.strictObject({
    minCardHolders: count,
    competentAgency: z.boolean(),
    legalBasis: z.boolean(),
    taskSource: z.boolean(),
    publishedItem: z.boolean(),
    approval: z.boolean(),
    noticeOrReasonForNone: z.boolean(),
    yearlyCap: z.boolean(),
    gateLogIn: z.boolean(),
  }),
  'visitGuard.yearlyCap': z.strictObject({ visitsPerYear: count, per: z.enum(['enterpriseAndAgency', 'enterprise']) }),
  'visitGuard.exemptTriggers': z.strictObject({
    taskSources: z.array(z.enum(taskSources)),
    reasonRequired: z.boolean(),
  }),
  'visitGuard.taskSources': z.strictObject({ taskSources: z.array(z.enum(taskSources)) }),
  'visitGuard.specialSweep': z.strictObject({ planNumber: z.boolean(), approvedAtLeastBy: z.enum(['county', 'city']) }),
  competence: z.strictObject({
    act: z.enum(acts),
    actor: z.enum(actors),
    allowed: z.boolean(),
    /** Keys of the rules `basis.…` this body would use. */
    bases: z.array(z.string()),
  }),
  judgement: judgementRow,
  'closure.noticeItem': z.strictObject({ item: z.enum(noticeItems), order: count }),
  'closure.atom': z.strictObject({
    atom: z.enum(closureAtoms),
    order: count,
    appliesTo: z.array(z.enum(siteKinds)),
    states: z.array(z.enum(atomStates)).min(1),
  }),
  'closure.standard': z.strictObject({
    atom: z.enum(closureAtoms),
    standard: z.enum(closureStandards),
    noticeItem: z.enum(noticeItems).nullable(),
    /** End states that meet this standard; `leftByLaw` is never among them: it shows as "otherwise by law". */
    doneStates: z.array(z.enum(atomStates)).min(1),
  }),
  /** Phases of which a state cannot be recorded, nor a card closed, without a picture. */
  'closure.evidence': z.strictObject({
    state: z.enum(atomStates),
    phases: z.array(z.enum(evidencePhases)).min(1),
  }),
  'closure.revisits': z.strictObject({ months: z.array(z.int().positive()).min(1) }),
  basis: z.strictObject({
    step: z.enum(coerciveSteps),
    law: bilingual,
    articles: z.array(z.string()).min(1),
    /** Who acts on this basis; empty: whoever has the power by another law, which the step must name too. */
    functionKinds: z.array(z.enum(functionKinds)),
    requires: z.array(
      z.enum([
        'headApproval',
        'twoOfficers',
        'minutes',
        'inventory',
        'servedPenaltyDecision',
        'priorNotice',
        'formalRequest',
        'announcement',
        'remediesLapsed',
      ]),
    ),
  }),
  'coercion.forbiddenTimes': z.strictObject({
    times: z.array(z.enum(['night', 'publicHoliday'])),
    unless: z.literal('emergency'),
  }),
  'coercion.night': clockWindow,
  'coercion.residents': z.strictObject({ neverCut: z.array(z.enum(['power', 'water', 'heat', 'gas'])) }),
  'coercion.decisionFirst': z.strictObject({ steps: z.array(z.enum(coerciveSteps)) }),
  'coercion.rawMaterialScope': z.strictObject({ onlySpeciallyUsed: z.boolean() }),
  'coercion.noTransfer': z.strictObject({ eliminatedEquipmentTransferable: z.boolean() }),
  ...detectionValues,
  tariff: z.strictObject({
    province: bilingual,
    consumerClass: z.literal('largeIndustry'),
    seasons: z.array(
      z.strictObject({
        months: z.array(z.int().min(1).max(12)).min(1),
        periods: z.array(clockWindow.extend({ band: z.enum(['peak', 'flat', 'valley']) })).min(1),
      }),
    ),
  }),
  focus: z.strictObject({ kind: z.enum(focusKinds), order: count, appliesTo: z.enum(['enterprise', 'area']) }),
  calendar: z.strictObject({
    year: z.int(),
    offDays: z.array(isoDate),
    makeUpDays: z.array(isoDate),
    source: z.string(),
    edition: z.string(),
  }),
  'counting.makeUpDays': z.strictObject({ areWorkingDays: z.boolean() }),
  'counting.startDay': z.strictObject({ counted: z.boolean() }),
  'counting.lastDayOff': z.strictObject({ movesToNext: z.literal('workingDay') }),
  'session.lockOut': z.strictObject({ tries: z.int().positive(), minutes: z.int().positive() }),
  'session.idle': z.strictObject({ minutes: z.int().positive() }),
  'session.absolute': z.strictObject({ hours: z.int().positive() }),
  ...supervisionValues,
  ...tipValues,
  /** Who writes down tips that came by which channels, for places of the own area; no functions: whatever the agency is competent for. */
  'tips.entry': z.strictObject({
    clerks: z
      .array(
        z.strictObject({
          role: z.enum(['cityOffice', 'countyOffice', 'departmentOfficer']),
          functions: z.array(z.enum(functionKinds)),
          channels: z
            .array(z.enum(['phone12345', 'phone12315', 'phone12369', 'letter', 'visit', 'superior', 'media']))
            .min(1),
        }),
      )
      .min(1),
  }),
  retention: z.strictObject({ years: z.int().positive() }),
  'file.maxSize': z.strictObject({ bytes: z.int().positive() }),
  'file.mediaTypes': z.strictObject({ mediaTypes: z.array(z.string()).min(1) }),
  'file.display': z.strictObject({ maxEdgePx: z.int().positive() }),
}
export type RuleFamily = keyof typeof ruleValues

type FirstTwo<K extends string> = K extends `${infer A}.${infer B}.${string}` ? `${A}.${B}` : K
type First<K extends string> = K extends `${infer A}.${string}` ? A : never
/** The family a key belongs to, `never` if none. */
export type FamilyOf<K extends string> =
  FirstTwo<K> extends RuleFamily ? FirstTwo<K> : First<K> extends RuleFamily ? First<K> : never
export type RuleValue<K extends string> = z.output<(typeof ruleValues)[FamilyOf<K>]>

function isFamily(prefix: string): prefix is RuleFamily {
  return Object.hasOwn(ruleValues, prefix)
}

/** The family of a key, e.g. `closure.atom` for `closure.atom.hood` and `limit` for `limit.sealing`; null if unknown. */
export function familyOf(key: string): RuleFamily | null {
  const [first = '', second = ''] = key.split('.')
  const firstTwo = `${first}.${second}`
  return isFamily(firstTwo) ? firstTwo : isFamily(first) ? first : null
}

/** Reads the `value` of the rule `key` with its family's shape. Throws on an unknown family or a wrong shape: a bug, no refusal. */
export function readRuleValue<K extends string>(key: K, value: unknown): RuleValue<K> {
  const family = familyOf(key)
  if (family === null) throw new Error(`no family of rules for key ${key}`)
  return ruleValues[family].parse(value) as RuleValue<K> // familyOf is FamilyOf at run time; the compiler cannot tie them
}

/** What a judgement row decides: a weak row says less until a reviewer has attached the official text. */
export function decidedOutcome(value: RuleValue<'judgement.row'>, standing: Standing): JudgementOutcome {
  return standing === 'authentic' ? value.outcome : (value.untilAuthentic ?? value.outcome)
}

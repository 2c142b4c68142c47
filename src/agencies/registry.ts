/**
 * Registry seed: the bodies of 2018 and of today with succession, for a city and by the same pattern for its counties.
 * The reform dates of single bodies are not known: where a source gives only a year, a round day stands in, and the row
 * says so. Open matters of a closed body go to the one that names it as predecessor.
 */
import { z } from 'zod'
import { bilingual, isoDate, standings } from '../rulebook/rule.ts'
import { competenceRules } from '../rulebook/rules/competence.ts'
import { beginning, bi } from '../rulebook/rules/row.ts'
import { type FunctionKind, functionKinds, readRuleValue } from '../rulebook/values.ts'
import { type DepartmentTemplate, departmentTemplates } from './department-templates.ts'

export const agencyKinds = ['office', 'government', 'department', 'company'] as const

export const agencySeed = z.strictObject({
  /** Division code of the place, a hyphen, and a word for the body. */
  code: z.string().regex(/^\d{6,12}-[a-z][A-Za-z]*$/),
  name: bilingual,
  kind: z.enum(agencyKinds),
  functionKind: z.enum(functionKinds),
  divisionCode: z.string().regex(/^\d{6,12}$/),
  validFrom: isoDate,
  /** Last day; null while it exists. */
  validTo: isoDate.nullable(),
  /** Codes of the bodies whose open matters it takes over. */
  predecessors: z.array(z.string()),
  standing: z.enum(standings),
  note: bilingual.nullable(),
  /** Keys of the rules `competence.…` that allow this kind of body something. */
  competences: z.array(z.string()),
})
export type AgencySeed = z.infer<typeof agencySeed>

export interface Place {
  divisionCode: string
  name: { zh: string; en: string }
  level: 'city' | 'county'
}

const roundDay = bi(
  '改革日期只知年份，以整日代替；名称待核',
  'only the year of the reform is known, a round day stands in; name to be checked',
)
const nameToCheck = bi('全称待核', 'full name to be checked')

function competencesOf(functionKind: FunctionKind): string[] {
  const granted = competenceRules.filter((rule) => {
    const { actor, allowed } = readRuleValue('competence.row', rule.value)
    return actor === functionKind && allowed
  })
  return [...new Set(granted.map((rule) => rule.key))]
}

function fromTemplate(place: Place, template: DepartmentTemplate): AgencySeed {
  const county = place.level === 'county'
  const { word, functionKind, kind, from, to, predecessors } = template
  const zh = (county && template.countyZh) || template.zh
  const en = (county && template.countyEn) || template.en
  return {
    code: `${place.divisionCode}-${word}`,
    name: bi(`${place.name.zh}${zh}`, `${place.name.en} ${en}`),
    kind,
    functionKind,
    divisionCode: place.divisionCode,
    validFrom: from ?? beginning,
    validTo: to ?? null,
    predecessors: (predecessors ?? []).map((predecessor) => `${place.divisionCode}-${predecessor}`),
    standing: 'unverified',
    note: from || to ? roundDay : nameToCheck,
    competences: competencesOf(functionKind),
  }
}

function governmentOf(place: Place): AgencySeed {
  return {
    code: `${place.divisionCode}-government`,
    name: bi(`${place.name.zh}人民政府`, `${place.name.en} People’s Government`),
    kind: 'government',
    functionKind: 'government',
    divisionCode: place.divisionCode,
    validFrom: beginning,
    validTo: null,
    predecessors: [],
    standing: 'secondary',
    note: null,
    competences: competencesOf('government'),
  }
}

/** The government and the departments of one place. At county level the set is a pattern: edit it before use. */
export function agenciesOf(place: Place): AgencySeed[] {
  const templates = departmentTemplates.filter((template) => place.level === 'city' || !template.cityOnly)
  return [governmentOf(place), ...templates.map((template) => fromTemplate(place, template))]
}

/** The government or subdistrict office of a township-level unit, given its division code of nine or twelve digits. */
export function townshipAgency(divisionCode: string, name: { zh: string; en: string }): AgencySeed {
  const subdistrict = name.zh.endsWith('街道')
  return {
    ...governmentOf({ divisionCode, name, level: 'county' }),
    name: subdistrict
      ? bi(`${name.zh}办事处`, `${name.en} Subdistrict Office`)
      : bi(`${name.zh}人民政府`, `${name.en} People’s Government`),
    functionKind: 'township',
    standing: 'unverified',
    competences: competencesOf('township'),
  }
}

export const changzhou: Place = { divisionCode: '320400', name: bi('常州市', 'Changzhou'), level: 'city' }

export const changzhouCounties: Place[] = [
  { divisionCode: '320402', name: bi('天宁区', 'Tianning'), level: 'county' },
  { divisionCode: '320404', name: bi('钟楼区', 'Zhonglou'), level: 'county' },
  { divisionCode: '320411', name: bi('新北区', 'Xinbei'), level: 'county' },
  { divisionCode: '320412', name: bi('武进区', 'Wujin'), level: 'county' },
  { divisionCode: '320413', name: bi('金坛区', 'Jintan'), level: 'county' },
  { divisionCode: '320481', name: bi('溧阳市', 'Liyang'), level: 'county' },
]

/** The issuer of the notice: a coordinating body without power of enforcement. */
export const cityOffice: AgencySeed = {
  code: '320400-capacityOffice',
  name: bi('常州市化解过剩产能实现脱困发展领导小组办公室', 'Changzhou Office for Reducing Excess Capacity'),
  kind: 'office',
  functionKind: 'coordination',
  divisionCode: '320400',
  validFrom: beginning,
  validTo: null,
  predecessors: [],
  standing: 'authentic',
  note: bi(
    '名称见常化解办〔2018〕1号；起始日未知',
    'named in notice No. 1 of 2018; the day it was set up is not known',
  ),
  competences: competencesOf('coordination'),
}

export const changzhouAgencies: AgencySeed[] = [
  cityOffice,
  ...agenciesOf(changzhou),
  ...changzhouCounties.flatMap(agenciesOf),
]

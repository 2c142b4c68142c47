/**
 * The closing card: atoms, which standard names which atom, and the notice's own five. Four standards share two names
 * ("four" and "five" thoroughly); they are kept apart and never merged.
 */
import type { Bilingual, RuleSeed } from '../rule.ts'
import {
  type AtomState,
  atomStates,
  type ClosureAtom,
  closureAtoms,
  evidencePhases,
  type NoticeItem,
  noticeItems,
} from '../values.ts'
import { laws } from './laws.ts'
import { bi, fromNotice, inferred, lawAndArticles, noticeDay, reported, row, type Source } from './row.ts'

const notice = fromNotice('六', 6)
const noticeMapping: Source = inferred(notice.citation)
const national = reported(
  bi('2017年国家“四个彻底”验收口径（媒体转引）', 'National wording of four items, 2017, as quoted'),
  'C',
)

export const atomTitles: Record<ClosureAtom, Bilingual> = {
  power: bi('供电', 'power supply'),
  water: bi('供水', 'water supply'),
  transformer: bi('变压器', 'transformer'),
  furnace: bi('炉体', 'furnace'),
  mouldsOrCaster: bi('钢模、连铸机或轧机', 'moulds, caster or rolling stand'),
  hood: bi('除尘罩', 'dust hood'),
  platform: bi('操作平台', 'operating platform'),
  rails: bi('轨道', 'rails'),
  levelGround: bi('场地平整', 'levelled ground'),
  rawMaterial: bi('生产原材料', 'raw material'),
  product: bi('产品', 'product'),
  disposal: bi('拆除物去向', 'whereabouts of what was taken'),
}

const itemTitles: Record<NoticeItem, Bilingual> = {
  cutPowerAndWater: bi('断电断水', 'Power and water cut'),
  destroyEquipment: bi('捣毁生产设备', 'Production equipment destroyed'),
  clearWorkshop: bi('清理厂房', 'Workshop cleared'),
  confiscateRawMaterial: bi('没收生产原材料', 'Raw material confiscated'),
  confiscateProduct: bi('没收产品', 'Product confiscated'),
}

const items: RuleSeed[] = noticeItems.map((item, index) =>
  row(`closure.noticeItem.${item}`, {
    title: itemTitles[item],
    value: { item, order: index + 1 },
    source: notice,
    from: noticeDay,
  }),
)

const notAtRollingSites: readonly ClosureAtom[] = ['hood', 'rails', 'levelGround']
const onlyByLocalOrder: readonly ClosureAtom[] = ['levelGround']

function statesOf(atom: ClosureAtom): AtomState[] {
  const confiscatable = ['rawMaterial', 'product'].includes(atom)
  const impossible: Partial<Record<ClosureAtom, readonly AtomState[]>> = {
    power: ['confiscated', 'destroyed', 'removed'],
    water: ['confiscated', 'destroyed', 'removed'],
    levelGround: ['sealed', 'confiscated', 'removed'],
    disposal: ['sealed', 'dismantled'],
  }
  return atomStates.filter(
    (state) =>
      !impossible[atom]?.includes(state) && !(confiscatable && (state === 'dismantled' || state === 'destroyed')),
  )
}

const atoms: RuleSeed[] = closureAtoms.map((atom, index) =>
  row(`closure.atom.${atom}`, {
    title: atomTitles[atom],
    value: {
      atom,
      order: index + 1,
      appliesTo: onlyByLocalOrder.includes(atom)
        ? []
        : notAtRollingSites.includes(atom)
          ? ['melting', 'both']
          : ['melting', 'rolling', 'both'],
      states: statesOf(atom),
    },
    source: inferred(bi('各验收口径合并后的清单', 'union of the closing standards')),
    note: onlyByLocalOrder.includes(atom)
      ? bi('仅在当地另有要求时适用', 'applies only where a local order asks for it')
      : bi('按场所类型的默认适用', 'default by kind of site'),
  }),
)

interface Naming {
  standard: 'notice2018' | 'national2017' | 'local' | 'law'
  atom: ClosureAtom
  item: NoticeItem | null
  done: AtomState[]
  source: Source
  note?: Bilingual
}

const gone: AtomState[] = ['notPresent', 'dismantled', 'destroyed', 'removed']
const mapped = bi(
  '通知写“生产设备”，归入此项为推断',
  'the notice says production equipment; that this belongs to it is inferred',
)

const namedByNotice = bi(
  '通知点名此项；哪些状态算完成为程序理解',
  'the notice names it; which end states meet it is our reading',
)

const namings: Naming[] = [
  {
    standard: 'notice2018',
    atom: 'power',
    item: 'cutPowerAndWater',
    done: ['notPresent', 'dismantled'],
    source: notice,
  },
  {
    standard: 'notice2018',
    atom: 'water',
    item: 'cutPowerAndWater',
    done: ['notPresent', 'dismantled'],
    source: notice,
  },
  {
    standard: 'notice2018',
    atom: 'furnace',
    item: 'destroyEquipment',
    done: ['notPresent', 'destroyed'],
    source: noticeMapping,
    note: mapped,
  },
  {
    standard: 'notice2018',
    atom: 'mouldsOrCaster',
    item: 'destroyEquipment',
    done: ['notPresent', 'destroyed'],
    source: noticeMapping,
    note: mapped,
  },
  { standard: 'notice2018', atom: 'hood', item: 'clearWorkshop', done: gone, source: notice },
  { standard: 'notice2018', atom: 'platform', item: 'clearWorkshop', done: gone, source: notice },
  { standard: 'notice2018', atom: 'rails', item: 'clearWorkshop', done: gone, source: notice },
  {
    standard: 'notice2018',
    atom: 'rawMaterial',
    item: 'confiscateRawMaterial',
    done: ['notPresent', 'confiscated'],
    source: notice,
  },
  {
    standard: 'notice2018',
    atom: 'product',
    item: 'confiscateProduct',
    done: ['notPresent', 'confiscated'],
    source: notice,
  },
  { standard: 'national2017', atom: 'furnace', item: null, done: gone, source: national },
  { standard: 'national2017', atom: 'transformer', item: null, done: gone, source: national },
  { standard: 'national2017', atom: 'hood', item: null, done: gone, source: national },
  { standard: 'national2017', atom: 'platform', item: null, done: gone, source: national },
  { standard: 'national2017', atom: 'rails', item: null, done: gone, source: national },
  {
    standard: 'local',
    atom: 'levelGround',
    item: null,
    done: ['notPresent', 'dismantled', 'destroyed'],
    source: reported(bi('甘肃临夏2017年验收口径（转引）', 'Closing standard of Linxia, Gansu, 2017, as quoted'), 'C'),
    note: bi('“已平整”记为厂房已拆除', 'levelled ground is recorded as the shop being dismantled'),
  },
  {
    standard: 'law',
    atom: 'disposal',
    item: null,
    done: ['notPresent', 'confiscated', 'destroyed', 'removed'],
    source: inferred(lawAndArticles(laws.air, '27、101')),
    note: bi(
      '淘汰设备不得转让，故须记去向',
      'eliminated equipment may not be passed on, so its whereabouts are recorded',
    ),
  },
]

const standards: RuleSeed[] = namings.map(({ standard, atom, item, done, source, note }) =>
  row(`closure.standard.${standard}.${atom}`, {
    title: atomTitles[atom],
    value: { atom, standard, noticeItem: item, doneStates: done },
    source,
    ...(standard === 'notice2018' ? { from: noticeDay } : {}),
    ...(source.standing === 'authentic' ? { note: namedByNotice } : note === undefined ? {} : { note }),
  }),
)

export const stateTitles: Record<AtomState, Bilingual> = {
  notPresent: bi('现场没有', 'not present'),
  intact: bi('完好', 'intact'),
  sealed: bi('已查封', 'sealed'),
  confiscated: bi('已没收', 'confiscated'),
  dismantled: bi('已拆除', 'dismantled'),
  destroyed: bi('已捣毁', 'destroyed'),
  removed: bi('已运走', 'removed'),
  leftByLaw: bi('依法另行处理', 'left to another procedure by law'),
}

/** States that are found or left as they are; all others are brought about. */
const lookedAt: readonly AtomState[] = ['notPresent', 'intact', 'leftByLaw']

const evidence: RuleSeed[] = atomStates.map((state) =>
  row(`closure.evidence.${state}`, {
    title: bi(`照片要求：${stateTitles[state].zh}`, `Pictures needed: ${stateTitles[state].en}`),
    value: { state, phases: lookedAt.includes(state) ? ['before'] : [...evidencePhases] },
    source: inferred(state === 'sealed' ? lawAndArticles(laws.coercion, '18、24') : notice.citation),
    note: lookedAt.includes(state)
      ? bi('只查看、未实施的，一个时刻的照片即可，为程序理解', 'what is only looked at needs one moment; our reading')
      : bi('实施前、中、后都要有照片，为程序理解', 'what is done is shown before, during and after; our reading'),
  }),
)

export const closureRules: RuleSeed[] = [
  ...items,
  ...atoms,
  ...standards,
  ...evidence,
  row('closure.revisits', {
    title: bi('关停后回访', 'Revisits after closure'),
    value: { months: [1, 3, 6, 12] },
    source: inferred(bi('数月内复产的公开案例', 'published cases of return within months')),
    note: bi('间隔为程序建议', 'the intervals are this program’s proposal'),
  }),
]

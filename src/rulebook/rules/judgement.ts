/**
 * The table by which an induction furnace, or a site that rolls, sells or builds, is judged. No row that rests on weak
 * sources decides alone: until the official text is attached it asks for an expert. How rows combine: judgement-table.ts.
 */
import type { RuleSeed } from '../rule.ts'
import { bi, fromNotice, inferred, reported, row, unverified } from './row.ts'

const definition = bi(
  '国经贸产业函〔2002〕156号定义（媒体转引）',
  'State Economic and Trade Commission, letter No. 156 of 2002, definition as quoted by the press',
)
const opinion23 = bi(
  '钢协〔2017〕23号（媒体报道）',
  'Steel association and four others, opinion No. 23 of 2017, as reported by the press',
)
const catalogue2011 = bi(
  '《产业结构调整指导目录（2011年本）（修正）》淘汰类',
  'Industrial restructuring catalogue of 2011 (amended), elimination class',
)
const opinionDay = '2017-03-01'
const opinionNote = bi(
  '约2017年2月底印发，全文未见',
  'issued about the end of February 2017; the full text was not seen',
)
const byDefinition = reported(definition, 'B')
const byOpinion = reported(opinion23, 'B')

const ordinarySteel = ['ordinarySteelIngot', 'ordinarySteelBillet', 'rebar', 'otherRolledSteel'] as const
const inductionFurnaces = ['mainsFrequencyFurnace', 'mediumFrequencyFurnace'] as const
const alloys = ['ferroChrome', 'ferroNickel', 'otherFerroAlloy'] as const

const steelFromScrap: RuleSeed[] = [
  row('judgement.scrap-melted-uncontrolled', {
    title: bi('感应炉熔废钢且质量失控', 'Scrap melted by induction without control of quality'),
    value: {
      subject: 'furnace',
      when: {
        process: { allOf: ['inductionMelting'], anyOf: ['withoutRefining', 'withoutCompositionControl'] },
        rawMaterial: { anyOf: ['scrapSteel'] },
        product: { anyOf: [...ordinarySteel] },
      },
      outcome: 'forbidden',
      untilAuthentic: null,
    },
    source: byDefinition,
  }),
  row('judgement.refined-after-induction', {
    title: bi('感应炉熔炼后有精炼或成分控制', 'Induction melting with refining or composition control'),
    value: {
      subject: 'furnace',
      when: {
        process: { allOf: ['inductionMelting'], anyOf: ['refining', 'compositionControl'] },
        product: { anyOf: [...ordinarySteel] },
      },
      outcome: 'expertNeeded',
      untilAuthentic: null,
    },
    source: inferred(definition),
    note: bi(
      '定义以能否有效控制为准，须专家判断',
      'the definition turns on effective control, which an expert must judge',
    ),
  }),
  row('judgement.rebar-melting-route', {
    title: bi('螺纹钢须由转炉或电弧炉冶炼', 'Rebar must come from a converter or an arc furnace'),
    value: {
      subject: 'furnace',
      when: { process: { anyOf: ['inductionMelting'] }, product: { anyOf: ['rebar'] } },
      outcome: 'forbidden',
      untilAuthentic: 'expertNeeded',
    },
    source: reported(bi('GB/T 1499.2-2018 冶炼方法（转引）', 'GB/T 1499.2-2018, melting method, as quoted'), 'C'),
    from: '2018-11-01',
    note: bi('后续标准GB 1499.2-2024待核', 'the later standard GB 1499.2-2024 is to be checked'),
  }),
]

const catalogueCondition = {
  subject: 'furnace' as const,
  when: {
    process: { allOf: ['inductionMelting' as const] },
    equipment: { anyOf: [...inductionFurnaces] },
    product: { anyOf: [...ordinarySteel, 'stainlessSteel' as const] },
  },
  outcome: 'forbidden' as const,
  untilAuthentic: 'expertNeeded' as const,
}
const catalogueTitle = bi(
  '淘汰类：感应炉炼普碳钢、不锈钢',
  'Eliminated: ordinary and stainless steel from induction furnaces',
)
const wordingUnknown = bi('该版条目原文未见', 'the wording of this edition was not found')

const catalogue: RuleSeed[] = [
  row('judgement.catalogue-induction', {
    title: catalogueTitle,
    value: catalogueCondition,
    source: reported(catalogue2011, 'C'),
    to: '2019-12-31',
    note: bi('末日按2019年本推定，待核', 'the last day is assumed from the edition of 2019, to be checked'),
  }),
  row('judgement.catalogue-induction', {
    title: catalogueTitle,
    value: catalogueCondition,
    source: unverified(
      bi('《产业结构调整指导目录（2019年本）》淘汰类', 'Industrial restructuring catalogue of 2019, elimination class'),
    ),
    from: '2020-01-01',
    to: '2024-01-31',
    note: wordingUnknown,
  }),
  row('judgement.catalogue-induction', {
    title: catalogueTitle,
    value: catalogueCondition,
    source: unverified(
      bi('《产业结构调整指导目录（2024年本）》淘汰类', 'Industrial restructuring catalogue of 2024, elimination class'),
    ),
    from: '2024-02-01',
    note: wordingUnknown,
  }),
]

const foundries: RuleSeed[] = [
  row('judgement.foundry-castings', {
    title: bi('铸造企业熔炼后只造铸件', 'A foundry that melts to make castings only'),
    value: {
      subject: 'furnace',
      when: {
        process: {
          allOf: ['inductionMelting', 'sandOrShellMoulding'],
          noneOf: ['ingotCasting', 'continuousCasting', 'hotRolling'],
        },
        equipment: { anyOf: ['mouldingLine'], noneOf: ['ingotMoulds', 'continuousCaster', 'rollingMill'] },
        rawMaterial: { onlyOf: ['scrapSteel', 'foundryReturns', 'pigIron', ...alloys, 'pureOrAlloyMetal'] },
        product: { onlyOf: ['casting'] },
      },
      outcome: 'permitted',
      untilAuthentic: null,
    },
    source: byOpinion,
    from: opinionDay,
    note: opinionNote,
  }),
  row('judgement.foundry-cover', {
    title: bi('以铸件名义生产钢锭、钢坯、钢材', 'Ingot, billet or steel in the name of castings'),
    value: {
      subject: 'furnace',
      when: {
        process: { allOf: ['inductionMelting'] },
        equipment: { anyOf: ['mouldingLine'] },
        product: { anyOf: [...ordinarySteel] },
      },
      outcome: 'forbidden',
      untilAuthentic: null,
    },
    source: byOpinion,
    from: opinionDay,
    note: opinionNote,
  }),
  row('judgement.pig-iron-sold', {
    title: bi('短流程铸造企业外售生铁', 'A short-process foundry that sells pig iron'),
    value: {
      subject: 'furnace',
      when: { product: { anyOf: ['pigIron'] } },
      outcome: 'expertNeeded',
      untilAuthentic: null,
    },
    source: reported(bi('临沂市2020—2023年案例', 'Linyi city, case of 2020–2023'), 'A'),
  }),
]

const alloySteels: RuleSeed[] = [
  row('judgement.special-alloy', {
    title: bi('特种合金熔炼', 'Melting of special alloys'),
    value: {
      subject: 'furnace',
      when: {
        process: { anyOf: ['inductionMelting', 'vacuumMelting'] },
        equipment: { anyOf: [...inductionFurnaces, 'vacuumInductionFurnace'] },
        rawMaterial: { onlyOf: ['pureOrAlloyMetal', ...alloys] },
        product: { onlyOf: ['specialAlloy'] },
      },
      outcome: 'permitted',
      untilAuthentic: null,
    },
    source: byOpinion,
    from: opinionDay,
    note: bi(
      '报道只列出高精度合金等，名单不全',
      'the report begins the list with high-precision alloys and breaks off',
    ),
  }),
  row('judgement.vacuum-melting', {
    title: bi('真空感应熔炼、电渣电极', 'Vacuum induction melting, electrodes for electroslag'),
    value: {
      subject: 'furnace',
      when: { process: { anyOf: ['vacuumMelting', 'electroslagRemelting'] }, product: { noneOf: [...ordinarySteel] } },
      outcome: 'permitted',
      untilAuthentic: 'expertNeeded',
    },
    source: unverified(opinion23),
    from: opinionDay,
    note: bi('凭记忆，待正式文本', 'recalled only, awaits the official text'),
  }),
  row('judgement.stainless', {
    title: bi('中（工）频炉直接炼不锈钢', 'Stainless steel made directly in an induction furnace'),
    value: {
      subject: 'furnace',
      when: { process: { allOf: ['inductionMelting'] }, product: { anyOf: ['stainlessSteel'] } },
      outcome: 'forbidden',
      untilAuthentic: 'expertNeeded',
    },
    source: reported(opinion23, 'C'),
    from: opinionDay,
    note: bi('仅有弱来源的解读', 'a reading given by a weak source only'),
  }),
  row('judgement.tool-steel', {
    title: bi('中（工）频炉炼工模具钢', 'Tool or mould steel from an induction furnace'),
    value: {
      subject: 'furnace',
      when: { process: { allOf: ['inductionMelting'] }, product: { anyOf: ['toolOrMouldSteel'] } },
      outcome: 'forbidden',
      untilAuthentic: 'expertNeeded',
    },
    source: reported(
      bi(
        '江苏省不锈钢、工模具钢专项行动及大冶市做法（转引）',
        'Jiangsu action on stainless and tool steel, and practice of Daye, as quoted',
      ),
      'C',
    ),
    note: bi('专项行动日期不详，须逐户甄别', 'date of the action unknown; each firm was judged by experts'),
  }),
  row('judgement.ferro-alloy-melting', {
    title: bi('只熔化铬铁、镍铁等合金', 'Only ferro-chrome, ferro-nickel and the like are melted'),
    value: {
      subject: 'furnace',
      when: {
        process: { allOf: ['inductionMelting'], noneOf: ['ingotCasting', 'continuousCasting'] },
        rawMaterial: { onlyOf: [...alloys] },
        product: { onlyOf: ['ferroAlloyMelt'] },
      },
      outcome: 'permitted',
      untilAuthentic: 'expertNeeded',
    },
    source: reported(opinion23, 'C'),
    from: opinionDay,
    note: bi('不得用于生产钢坯', 'the furnace must not make steel billet'),
  }),
]

const otherFurnaces: RuleSeed[] = [
  row('judgement.induction-heating-only', {
    title: bi('只加热、不熔化', 'Induction heating without melting'),
    value: {
      subject: 'furnace',
      when: {
        process: { allOf: ['inductionHeating'], onlyOf: ['inductionHeating', 'forging', 'hotRolling'] },
        equipment: { onlyOf: ['inductionHeater', 'forgingPress', 'rollingMill'] },
      },
      outcome: 'permitted',
      untilAuthentic: 'expertNeeded',
    },
    source: unverified(opinion23),
    from: opinionDay,
    note: bi('加热不属熔炼，凭常识，待核', 'heating is not melting: general knowledge, to be checked'),
  }),
  row('judgement.non-ferrous', {
    title: bi('熔炼有色金属', 'Non-ferrous metal is melted'),
    value: {
      subject: 'furnace',
      when: { rawMaterial: { onlyOf: ['nonFerrousMetal'] }, product: { onlyOf: ['nonFerrousProduct'] } },
      outcome: 'permitted',
      untilAuthentic: null,
    },
    source: inferred(definition),
    note: bi('定义只及于钢', 'the definition covers steel only'),
  }),
]

const sites: RuleSeed[] = [
  row('judgement.rolling-forbidden-billet', {
    title: bi('用“地条钢”坯轧材', 'Rolling of ditiaogang billet'),
    value: {
      subject: 'site',
      when: { process: { anyOf: ['hotRolling'] }, rawMaterial: { anyOf: ['billetOfForbiddenSource'] } },
      outcome: 'forbidden',
      untilAuthentic: null,
    },
    source: byDefinition,
  }),
  row('judgement.rolling-unproven-billet', {
    title: bi('轧材坯料来源不明', 'Rolling of billet whose source is not proven'),
    value: {
      subject: 'site',
      when: { process: { anyOf: ['hotRolling'] }, rawMaterial: { anyOf: ['billetOfUnprovenSource'] } },
      outcome: 'expertNeeded',
      untilAuthentic: null,
    },
    source: inferred(definition),
    note: bi('须查坯料来源和发票', 'ask for the source of the billet and its invoices'),
  }),
  row('judgement.rolling-proven-billet', {
    title: bi('轧材坯料来源清楚且无熔炼', 'Rolling of billet of proven source, no melting'),
    value: {
      subject: 'site',
      when: {
        process: { allOf: ['hotRolling'], noneOf: ['inductionMelting'] },
        equipment: { anyOf: ['rollingMill'], noneOf: [...inductionFurnaces] },
        rawMaterial: { onlyOf: ['billetOfProvenSource'] },
        product: { onlyOf: ['rebar', 'otherRolledSteel'] },
      },
      outcome: 'permitted',
      untilAuthentic: null,
    },
    source: inferred(definition),
    note: bi('只就坯料来源而言', 'as far as the source of the billet goes'),
  }),
  row('judgement.selling-forbidden-steel', {
    title: bi('销售“地条钢”', 'Selling of ditiaogang'),
    value: {
      subject: 'site',
      when: { process: { anyOf: ['selling'] }, product: { anyOf: ['steelOfForbiddenSource'] } },
      outcome: 'forbidden',
      untilAuthentic: null,
    },
    source: inferred(fromNotice('二', 2).citation),
    from: '2018-02-08',
    note: bi(
      '通知要求严惩建设、生产、销售；货源须已被界定为禁止',
      'the notice names building, making and selling; the source must have been judged forbidden',
    ),
  }),
  row('judgement.building-induction-melting', {
    title: bi('新建感应炉熔炼项目', 'Induction melting works under construction'),
    value: {
      subject: 'site',
      when: { process: { anyOf: ['building'] }, equipment: { anyOf: [...inductionFurnaces] } },
      outcome: 'expertNeeded',
      untilAuthentic: null,
    },
    source: inferred(fromNotice('二', 2).citation),
    from: '2018-02-08',
  }),
]

export const judgementRules: RuleSeed[] = [
  ...steelFromScrap,
  ...catalogue,
  ...foundries,
  ...alloySteels,
  ...otherFurnaces,
  ...sites,
]

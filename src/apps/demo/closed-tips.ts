/** Reports of the demo city that came to a result: one for each line of the books. */
import { casesContract } from '../../cases/contract.ts'
import { castingEvidence } from '../../inspections/examples.ts'
import { tipOfficeContract } from '../../tips/office-contract.ts'
import { rewardContract } from '../../tips/reward-contract.ts'
import { type CaseDesk, closeCard, punish } from './closed-case.ts'
import { ditiaogangSeen } from './restart-story.ts'
import { Matter, type Place } from './tip-matter.ts'
import { firmAround, placeIn, placeOf, type Stage, type Story } from './tip-stage.ts'

export const closedStories = (stage: Stage): Story[] => [
  dealtWith(stage),
  lawful(stage),
  notVerifiable(stage),
  handedOn(stage),
]

/** A foundry without meter, in a county whose officers can sign in. */
function hiddenMelter({ counties, firms }: Stage): { firmName: string; at: Place } {
  const firm = firms.find(
    ({ meter, furnaces, village }) => meter === null && furnaces > 0 && village.divisionCode?.startsWith('320481'),
  )
  if (!firm) throw new Error('no foundry to find')
  return { firmName: firm.name, at: placeOf({ counties }, firm.village) }
}

/** Found, punished and closed; who reported it first was paid. */
function dealtWith(stage: Stage): Story {
  const { hands, day } = stage
  const { firmName, at } = hiddenMelter(stage)
  const matter = new Matter(hands, at, {
    kind: 'underCover',
    placeWords: '加油站往北第二个院子，大门牌子写着精密铸造',
    runs: 'night',
    signs: ['glow', 'noise', 'noCastingsOut', 'guarded'],
    words: '挂的是铸造厂的牌子，从来没见过铸件运出来，半夜装车的都是一根一根的方钢锭，用篷布盖着。',
  })
  const [first, second] = [matter.officer(1), matter.officer(2)]
  const desk: CaseDesk = { id: '', first, second, agencyId: '', county: at.county }
  const find = async () => {
    const siteId = await matter.nameSite(firmName)
    const { agencyId, leadId } = matter
    await matter.visit(siteId, day(93), ditiaogangSeen)
    await matter.decide('founded', '现场查实以废钢熔炼钢锭，在场炉子均界定为禁止类（示范）')
    const { id } = await hands.ok(first, casesContract.openCase, { leadId })
    Object.assign(desk, { agencyId, id })
  }
  const decideReward = () =>
    hands.ok('city-office', rewardContract.decideReward, {
      id: matter.id,
      scheme: 'reward.fixed',
      reasons: '最先举报，线索直接促成查实（示范）',
    })
  return {
    matter,
    about: { zh: '查实、立案、处理完毕，奖励已发放', en: 'founded, dealt with, reward paid' },
    scenes: [
      [100, () => matter.arrive()],
      [99, () => matter.handOver('反映一家登记为铸造的企业疑似实际生产钢锭，请核查炉型、产品和去向。')],
      [98, () => matter.charge()],
      [97, () => matter.takeUp()],
      [93, find],
      [90, () => matter.reporter.claim()],
      [88, decideReward],
      [86, () => matter.answerClaim('eligible')],
      [84, () => matter.answerClaim('paid')],
      [60, () => punish(hands, desk, day(60))],
      [28, () => closeCard(hands, desk, day(28))],
      [27, () => matter.follow()],
    ],
  }
}

const castingSeen = {
  evidence: castingEvidence,
  words: '有造型线和光谱仪，产品为铸件，原料为生铁和回炉料，属合法铸造（示范）',
  picture: '造型线与铸件',
}

/** A call to the hotline about an honest foundry. */
function lawful(stage: Stage): Story {
  const at = placeIn(stage, '奔牛镇')
  const foundry = firmAround(stage, at, ({ furnaces }) => furnaces > 0)
  const matter = new Matter(stage.hands, at, {
    kind: 'maker',
    placeWords: '工业集中区西头，靠运河',
    runs: 'day',
    signs: ['smoke', 'scrapIn'],
    words: '来电人说厂里收了很多废铁，烟囱白天冒灰烟，怀疑在化废钢。',
  })
  return {
    matter,
    about: { zh: '不属实：是合法铸造', en: 'unfounded: a lawful foundry' },
    scenes: [
      [
        80,
        () =>
          matter.arrive({ clerk: 'county-320411', channel: 'phone12345', sourceNumber: '12345工单（示范）第0731号' }),
      ],
      [79, () => matter.handOver('反映一家企业疑似以回收金属为原料生产钢坯，请核查炉型、原料和产品。')],
      [78, () => matter.charge()],
      [77, () => matter.takeUp()],
      [75, async () => matter.visit(await matter.nameSite(foundry.name), stage.day(75), castingSeen)],
      [73, () => matter.decide('lawful', castingSeen.words)],
      [72, () => matter.close('lawfulFoundry')],
    ],
  }
}

/** A letter that does not say which of many empty halls it means. */
function notVerifiable(stage: Stage): Story {
  const matter = new Matter(stage.hands, placeIn(stage, '邹区镇'), {
    kind: 'movedOrRestarted',
    placeWords: '老灯具市场一带的空厂房',
    runs: 'unknown',
    signs: ['powerCable'],
    words: '来信说有人从外地拉来一台旧炉子，白天用帆布盖着，新接了一根很粗的电缆。',
  })
  const conclude = () =>
    stage.hands.ok('city-office', tipOfficeContract.concludeTip, {
      id: matter.id,
      result: 'notVerifiable',
      answer:
        '来信没有写明是哪一处厂房，也没有留下联系办法；附近空厂房二十余处，供电部门查无新装记录，无从核实。以后再看到，请凭查询码补充。（示范）',
    })
  return {
    matter,
    about: { zh: '无法核实，有书面答复', en: 'not verifiable, with an answer in words' },
    scenes: [
      [66, () => matter.arrive({ clerk: 'city-office', channel: 'letter', sourceNumber: '来信登记（示范）第12号' })],
      [58, conclude],
    ],
  }
}

/** Something else than ditiaogang: another body has accepted it. */
function handedOn(stage: Stage): Story {
  const matter = new Matter(stage.hands, placeIn(stage, '郑陆镇'), {
    kind: 'maker',
    placeWords: '镇北小河边的电镀作坊',
    runs: 'always',
    signs: ['smoke'],
    words: '作坊往河里排黄绿色的水，味道刺鼻，炼不炼钢不清楚，请有关部门来管一管。',
  })
  const conclude = () =>
    stage.hands.ok('city-office', tipOfficeContract.concludeTip, {
      id: matter.id,
      result: 'handedOn',
      answer: '您反映的是水污染，不属于“地条钢”，已转天宁区生态环境局，该局已接收，会另行答复。（示范）',
      acceptance: '天宁区生态环境局接收单（示范）第5号',
    })
  return {
    matter,
    about: { zh: '不属本办职责，已转有权部门接收', en: 'not ours, handed on and accepted' },
    scenes: [
      [52, () => matter.arrive()],
      [51, conclude],
    ],
  }
}

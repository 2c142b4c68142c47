/** Reports of the demo city that somebody has to act on: each stands where another screen or another limit shows. */
import { castingEvidence } from '../../inspections/examples.ts'
import { custodianContract } from '../../tips/custodian-contract.ts'
import { makeKey } from '../../tips/key-file.ts'
import { tipOfficeContract } from '../../tips/office-contract.ts'
import { listHoldersOf } from './people.ts'
import { demoPicture, restarted } from './restart-story.ts'
import { Matter } from './tip-matter.ts'
import { firmAround, placeIn, placeOf, type Stage, type Story } from './tip-stage.ts'

export const openStories = (stage: Stage): Story[] => [
  ...verifying(stage),
  secondLook(stage),
  restart(stage),
  late(stage),
  tested(stage),
  countyInvolved(stage),
  toBeChecked(stage),
  justCome(stage),
]

/** Under verification, with questions both ways; a second neighbour reports the same, and is linked to the first. */
function verifying(stage: Stage): Story[] {
  const { hands } = stage
  const at = placeIn(stage, '洛阳镇')
  const matter = new Matter(
    hands,
    at,
    {
      kind: 'maker',
      placeWords: '村东头旧砖瓦厂，水泥路走到底的蓝色铁皮棚',
      runs: 'night',
      signs: ['noise', 'glow', 'scrapIn', 'noCastingsOut'],
      words: '每天夜里十一点以后机器响，棚顶缝里一片红，凌晨有大车拉废钢进去，天不亮又拉东西出来。',
    },
    {
      name: '示范·蓝棚邻居',
      contact: '小卖部公用电话转告（示范）',
      private: '我住得近，联系时请不要开单位的车来（示范）',
    },
  )
  const other = new Matter(hands, at, {
    kind: 'maker',
    placeWords: '旧砖瓦厂的铁皮棚',
    runs: 'night',
    signs: ['glow', 'guarded'],
    words: '砖瓦厂那边半夜通红，门口拴着两条狗，不让人靠近。',
  })
  const link = () => hands.ok('city-office', tipOfficeContract.joinTip, { id: other.id, to: matter.id })
  return [
    {
      matter,
      about: {
        zh: '正在核实，有问有答；留了姓名，可试双人打开',
        en: 'being verified, questions both ways; has a sealed name',
      },
      scenes: [
        [7, () => matter.arrive()],
        [6, () => matter.handOver('反映一处停产场所疑似夜间以废钢生产不合格钢坯，请核查炉型、原料和产品去向。')],
        [5, () => matter.charge()],
        [4, () => matter.takeUp()],
        [4, () => matter.ask('county-320412', '请问大车大约几点出来、往哪个方向走？不方便可以不答。')],
        [3, () => matter.reporter.write('一般四点多出来，上了大路往南。昨天夜里没有开炉。')],
        [3, async () => matter.reporter.addPhoto(await demoPicture('夜里拍的棚顶'))],
        [2, () => matter.ask('county-320412', '收到，谢谢。我们会安排在夜间到场，请不要自己靠近。')],
        [1, () => matter.reporter.write('昨晚又开了，声音比前几天大。')],
      ],
    },
    {
      matter: other,
      about: {
        zh: '同一件事的第二个举报，已并入先到的一件',
        en: 'the second report of the same matter, linked to the first',
      },
      scenes: [
        [3, () => other.arrive()],
        [2, link],
      ],
    },
  ]
}

const nothingSeen = {
  evidence: castingEvidence,
  words: '白天到场，进入前院两间厂房，未见熔炼设备、废钢和钢坯（示范）',
  picture: '前院厂房',
}

/** Not found at first, disputed, and looked at again by another department; a request for the identity was refused on the way. */
function secondLook(stage: Stage): Story {
  const { hands } = stage
  const at = placeIn(stage, '前黄镇')
  const yard = firmAround(stage, at, ({ furnaces }) => furnaces === 0)
  const matter = new Matter(
    hands,
    at,
    {
      kind: 'movedOrRestarted',
      placeWords: '养鸡场改的厂房，在机耕路尽头',
      runs: 'night',
      signs: ['noise', 'glow'],
      words: '去年关掉的炉子又装起来了，下雨天夜里才开，平时大门锁着看不出来。',
    },
    { name: '示范·机耕路村民', contact: '镇上茶馆留条（示范）', private: '' },
  )
  const askIdentity = async () => {
    const { recipient } = await makeKey(hands.app.platform.config.sealing)
    const { id } = await hands.ok('city-office', custodianContract.requestIdentity, {
      id: matter.id,
      recipient,
      purpose: '需要当面请举报人指认位置',
    })
    await hands.work('tips.tellOfOpening', { subjectId: id })
    await hands.ok(matter.officer(2), custodianContract.refuseIdentity, {
      id,
      reason: '可以通过查询码询问，不必打开身份（示范）',
    })
    await hands.work('tips.tellOfOpening', { subjectId: id })
  }
  return {
    matter,
    about: { zh: '对“不属实”提出异议，换单位复核中', en: 'unfounded, disputed, looked at again by another body' },
    scenes: [
      [44, () => matter.arrive()],
      [43, () => matter.handOver('反映一处已取缔场所疑似恢复熔炼，请到场核查设备和生产情况。')],
      [42, () => matter.charge()],
      [41, () => matter.takeUp()],
      [40, askIdentity],
      [37, async () => matter.visit(await matter.nameSite(yard.name), stage.day(37), nothingSeen)],
      [36, () => matter.decide('unfounded', nothingSeen.words)],
      [8, () => matter.dispute('你们是白天来的，只看了前面两间。请下雨天夜里再来，炉子在最里面那间。')],
      [7, () => matter.handOver('原核查结论有异议，请换单位择时到场，进入全部房间核查。')],
      [6, () => matter.charge('environment')],
      [5, () => matter.takeUp('environment')],
    ],
  }
}

/** Reported before the meter told: the same closed site that melts again. */
function restart(stage: Stage): Story {
  const firm = restarted(stage.firms)
  if (!firm) throw new Error('no site has started again')
  const matter = new Matter(stage.hands, placeOf(stage, firm.village), {
    kind: 'movedOrRestarted',
    placeWords: '去年被拆掉炉子的那个院子，现在大门换成了新的',
    runs: 'night',
    signs: ['noise', 'powerCable', 'scrapIn'],
    words: '拆了不到一年又在装炉子，电工来接过两次线，最近一到夜里就嗡嗡响，灯也跟着暗。',
  })
  const decide = async () => {
    await matter.decide('founded', '与用电预警线索为同一场所，现场查实复产，已立案（示范）')
    await matter.reporter.claim()
  }
  return {
    matter,
    about: {
      zh: '查实：与用电预警同一场所；奖励已申领，待核定',
      en: 'founded at the site of an alarm; reward claimed',
    },
    scenes: [
      [10, () => matter.arrive()],
      [9, () => matter.handOver('反映一处已取缔场所疑似恢复用电并重新安装熔炼设备，请核查。')],
      [9, () => matter.charge()],
      [8, () => matter.takeUp()],
      [6, () => matter.nameSite(firm.name)],
      [0, decide],
    ],
  }
}

/** Nobody has said anything since it was taken up, and the limit has run over. */
function late(stage: Stage): Story {
  const matter = new Matter(stage.hands, placeIn(stage, '雕庄街道'), {
    kind: 'rollingOrSelling',
    placeWords: '物流园最后一排仓库',
    runs: 'day',
    signs: ['scrapIn'],
    words: '仓库里堆着没有标牌的螺纹钢，断面粗，一掰就裂，低价卖给周边工地。',
  })
  return {
    matter,
    about: { zh: '办理逾期，由市级收回', en: 'overdue at the county, goes up to the city' },
    scenes: [
      [
        stage.late,
        () => matter.arrive({ clerk: 'city-office', channel: 'phone12315', sourceNumber: '12315（示范）第88号' }),
      ],
      [stage.late - 1, () => matter.handOver('反映一处仓库疑似销售无标识、质量异常的钢筋，请核查进货凭证和来源。')],
      [stage.late - 2, () => matter.charge()],
      [stage.late - 3, () => matter.takeUp()],
    ],
  }
}

/** A sample is with the laboratory; the limit stands still meanwhile. */
function tested(stage: Stage): Story {
  const matter = new Matter(stage.hands, placeIn(stage, '新闸街道'), {
    kind: 'rollingOrSelling',
    placeWords: '铁路货场旁边的轧钢车间',
    runs: 'day',
    signs: ['noise'],
    words: '轧出来的扁钢没有炉号，坯料是夜里用平板车拉来的，问从哪里买的都不肯说。',
  })
  const suspend = () =>
    stage.hands.ok('city-office', tipOfficeContract.suspendTip, {
      id: matter.id,
      until: stage.day(-14),
      reason: '钢坯样品已送检，检验期间中止计时，出结果后继续办理。（示范）',
    })
  return {
    matter,
    about: { zh: '样品送检，期限中止', en: 'sample being tested, limit suspended' },
    scenes: [
      [12, () => matter.arrive({ clerk: 'city-office', channel: 'phone12369', sourceNumber: '12369（示范）第41号' })],
      [11, () => matter.handOver('反映一处轧制车间坯料来源不明，请核查进货发票、炉号和质量证明书。')],
      [10, () => matter.charge()],
      [9, () => matter.takeUp()],
      [6, suspend],
    ],
  }
}

/** Somebody in the county may be involved: the city keeps it, and whoever is named never learns of it. */
function countyInvolved(stage: Stage): Story {
  const { hands } = stage
  const at = placeIn(stage, '嘉泽镇')
  const matter = new Matter(hands, at, {
    kind: 'underCover',
    placeWords: '花木市场后面挂着农机维修牌子的大院',
    runs: 'night',
    signs: ['glow', 'guarded', 'powerCable'],
    words: '每次来检查前一天炉子就停了，像是有人通风报信，请市里直接来看，不要先告诉区里。',
    countyInvolved: true,
  })
  const keepFrom = async () => {
    const leaders = await listHoldersOf(hands, ['leaderInCharge'])
    const officialIds = leaders.filter(({ areaId }) => areaId === at.county.area.id).map(({ officialId }) => officialId)
    await hands.ok('city-office', tipOfficeContract.withholdTip, { id: matter.id, officialIds })
  }
  return {
    matter,
    about: {
      zh: '反映县里可能有人牵涉：市级自办，相关人员看不到',
      en: 'county may be involved: kept by the city, hidden from who is named',
    },
    scenes: [
      [6, () => matter.arrive()],
      [6, keepFrom],
      [5, () => matter.handOver('反映一处大院疑似以维修为名熔炼钢坯，请市级直接到场核查。', 'city')],
      [5, () => matter.charge('marketRegulation', 'city-office')],
    ],
  }
}

/** Told at a counter; the hand-over form waits for the second person, and its working day is nearly over. */
function toBeChecked(stage: Stage): Story {
  const matter = new Matter(stage.hands, placeIn(stage, '横山桥镇'), {
    kind: 'maker',
    placeWords: '山脚下采石场的旧机修间',
    runs: 'night',
    signs: ['glow', 'smoke'],
    words: '来访人说采石场停了以后有人租了机修间，夜里冒火星，早上地上有铁渣。',
  })
  return {
    matter,
    about: { zh: '交办单待第二人核对，期限将到', en: 'hand-over form waits for the second person, limit near' },
    scenes: [
      [1, () => matter.arrive({ clerk: 'county-zone', channel: 'visit', sourceNumber: '来访登记（示范）第3号' })],
      [1, () => matter.draft('反映一处停用车间疑似被租用熔炼金属，请核查承租人、设备和用电。')],
    ],
  }
}

function justCome(stage: Stage): Story {
  const matter = new Matter(stage.hands, placeIn(stage, '牛塘镇'), {
    kind: 'maker',
    placeWords: '木材市场北门进去左手第三间',
    runs: 'night',
    signs: ['glow', 'noise'],
    words: '卷帘门关着，门缝里看见一炉红的，旁边几个人往长条模子里倒。',
  })
  return {
    matter,
    about: { zh: '刚刚收到，还没有交办', en: 'just come in, not handed over yet' },
    scenes: [[0, () => matter.arrive()]],
  }
}

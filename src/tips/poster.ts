/** What a poster says, and how large it is drawn. Pure. */
import { inFours } from './custodian.ts'
import type { CustodianRow } from './custodian-contract.ts'
import type { PosterSize } from './response-plan.ts'
import type { ResponsePlan } from './response-plan-contract.ts'

type Poster = {
  plan: ResponsePlan
  published: NonNullable<ResponsePlan['published']>
  size: PosterSize
  /** ISO date. */
  day: string
  address: string
  custodians: readonly Pick<CustodianRow, 'body' | 'fingerprint'>[]
  /** The key of the public register: who asks the register alone would believe whatever it names. */
  registerKey: string
  demo: boolean
}

/** Millimetres: the page, and the unit everything on it is measured by. */
const sheets = {
  a4: { widthMm: 210, heightMm: 297, unitMm: 1, landscape: false },
  sign: { widthMm: 1500, heightMm: 1000, unitMm: 5, landscape: true },
} as const satisfies Record<PosterSize, object>

const bodyWords = { county: '区（市）', city: '市', secondBody: '第二保管单位' } as const

/** Compared in fours, so never broken at the end of a line. */
const unbroken = (fingerprint: string): string => inFours(fingerprint).replaceAll(' ', '\u00a0')

export function posterData({ plan, published, size, day, address, custodians, registerKey, demo }: Poster) {
  const [year, month, date] = day.split('-').map(Number)
  const { content } = published
  const workingDays = (limit: ResponsePlan['handling']) =>
    limit ? `${limit.days}个${limit.dayKind === 'working' ? '工作日' : '自然日'}` : '未定'
  const reward = plan.reward
    ? `查实后奖励${plan.reward.firstReporterOnly ? '第一举报人' : '举报人'}${plan.reward.yuan.toLocaleString('en-US')}元，${plan.reward.claimWithinDays}日内凭查询码领取，不必留名`
    : '以公布的办法为准'
  return {
    ...sheets[size],
    year,
    month,
    day: date,
    title: `${plan.areaName}“地条钢”举报`,
    demo: demo ? '演示数据，电话和地址均为虚构' : null,
    phones: content.phones,
    facts: [
      ['举报什么', content.scope],
      ['谁来办理', content.answers],
      ['地址', content.address],
      ['多久答复', `${workingDays(plan.handOver)}内交办，${workingDays(plan.handling)}内核查、办理并答复`],
      ['奖励', reward],
      ['保密', '可以匿名。姓名和联系方式在您的手机上加密，须两级保管人共同开启，每次开启您都能看到。'],
      ['安全', '在公共场所观察即可，不要进入厂房，不要与人争执。'],
      ...(content.note ? [['说明', content.note]] : []),
    ],
    scan: '扫码举报或查询进度',
    foot: [
      `${address}　第${published.version}版，${day}印制`,
      custodians.length > 0
        ? `保管人公钥指纹：${custodians.map((one) => `${bodyWords[one.body]}\u00a0${unbroken(one.fingerprint)}`).join('；')}`
        : '尚未公布保管人，暂不能留下姓名和联系方式',
      '登记簿公钥：',
    ],
    registerKey,
  }
}

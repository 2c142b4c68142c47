/**
 * What a responsibility board (公示牌) says: names, posts and what they answer for, and the published telephones that take reports, never a
 * private one. Pure.
 */
import type { ReportPhone } from '../platform/shared/report-phone.ts'
import type { PostKind } from './appointment.ts'
import type { ChainLink } from './contract.ts'
import { postWords } from './roster.ts'

type Board = {
  areaName: string
  chain: readonly ChainLink[]
  /** As the county has published them. */
  phones: readonly ReportPhone[]
  /** Whose board it is: the office that printed it. */
  printedBy: string
  place: string
  /** ISO date. */
  day: string
  address: string
  size: 'a4' | 'sign'
  demo: boolean
}

/** Millimetres: the page, and the unit everything on it is measured by. */
const sheets = {
  a4: { widthMm: 210, heightMm: 297, unitMm: 1, landscape: false },
  sign: { widthMm: 1500, heightMm: 1000, unitMm: 5, landscape: true },
} as const

/** What each post answers for, in the words of a board. */
const answersFor: Record<PostKind, string> = {
  principal: '对本地区负总责',
  leaderInCharge: '具体负责，组织落实',
  gridLeader: '组织巡查、排查，及时上报',
  gridWorker: '日常巡查、记录、报告',
  liaison: '部门联络',
  substitute: '替补上述岗位',
}

/** Whoever is on leave, and who stands in for him. */
function holderOf({ areaId, name, onLeave }: ChainLink, chain: readonly ChainLink[]): string {
  if (name === null) return '暂缺'
  if (!onLeave) return name
  const standIns = chain.filter((link) => link.post === 'substitute' && link.areaId === areaId && !link.onLeave)
  return `${name}（离岗${standIns.length > 0 ? `，由${standIns.map((link) => link.name).join('、')}代` : ''}）`
}

export function boardData({ areaName, chain, phones, printedBy, place, day, address, size, demo }: Board) {
  const [year, month, date] = day.split('-').map(Number)
  return {
    ...sheets[size],
    year,
    month,
    day: date,
    title: `${areaName}防范“地条钢”责任公示`,
    demo: demo ? '演示数据，人员均为虚构' : null,
    heads: ['责任区域', '岗位', '责任人', '职责'],
    holders: [...chain]
      .reverse()
      .map((link) => [link.areaName, postWords[link.post].zh, holderOf(link, chain), answersFor[link.post]]),
    phonesHead: '举报电话',
    phones: phones.length > 0 ? phones : null,
    noPhones: '尚未公布，请扫码举报',
    duties: [
      '禁止新建、生产、销售“地条钢”，禁止为其提供场地、供电和运输。',
      '网格员在公共场所巡查、记录和报告，不进入企业检查。',
      '发现烟尘、火光、夜间异响和频繁运送废钢的场所，请举报，可以匿名。',
    ],
    scan: '扫码举报或查询责任人',
    foot: `${printedBy}设立　设置地点：${place}　${day}印制　${address}`,
  }
}

/** What a holder undertakes (责任书), as a document; and the boards that name holders. Pure. */
import { z } from 'zod'
import { dateInChina } from '../platform/shared/calendar.ts'
import { date, instant } from '../platform/shared/contract.ts'
import { chineseDate } from '../platform/shared/official-document.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { type Appointment, type PostKind, post } from './appointment.ts'
import { postWords } from './roster.ts'

export const pledgeContent = z.object({
  officialName: z.string(),
  areaName: z.string(),
  level: z.enum(areaLevels),
  post,
  validFrom: date,
  /** The document that appoints. */
  source: z.string(),
  undertakings: z.array(z.string()),
})
export type PledgeContent = z.infer<typeof pledgeContent>

export const pledge = z.object({
  id: z.uuid(),
  appointmentId: z.uuid(),
  officialId: z.uuid(),
  version: z.number().int(),
  content: pledgeContent,
  digest: z.string(),
  drawnUpAt: instant,
  confirmedAt: instant.nullable(),
  scanFileId: z.uuid().nullable(),
  scannedAt: instant.nullable(),
})
export type Pledge = z.infer<typeof pledge>

/** By post, after the third and sixth parts of the notice; how it is worded is ours. */
const undertakings: Readonly<Record<PostKind, readonly string[]>> = {
  principal: [
    '对本区域防范“地条钢”死灰复燃工作负总责，按期研究部署，保证人员、经费到位。',
    '落实网格责任，发现空岗及时补任，不出现盲区。',
    '对核查不及时、处理不到位的问题，组织整改并承担责任。',
  ],
  leaderInCharge: [
    '具体负责本区域防范“地条钢”死灰复燃工作，组织制定方案、细化分工。',
    '组织全覆盖大排查，对线索及时交办、督促核查并按期反馈。',
    '通知、任务按期签收和完成，如实上报，不瞒报、不漏报。',
  ],
  gridLeader: [
    '掌握本网格内企业、闲置厂房、院落和用电异常情况，台账真实完整。',
    '组织网格员按期巡查，对线索在规定时限内交办。',
    '不以任何形式为“地条钢”生产提供便利，不通风报信。',
  ],
  gridWorker: [
    '在公共场所按期巡查，如实记录所见，不进入企业检查，不伪造记录。',
    '发现疑似“地条钢”生产的，立即报告，并对举报人和线索保密。',
    '岗位变动时，向接任者交清台账和未了事项。',
  ],
  substitute: [
    '岗位责任人因故不在岗时，代行其职责，如实记录、及时报告。',
    '代行期间的未了事项，向岗位责任人逐项交清。',
  ],
  liaison: ['负责本部门与化解办之间的联络，通知、任务按期签收和转办。', '按部门职责提供数据和线索，如实反馈办理情况。'],
}

export const pledgeOf = (
  held: Pick<Appointment, 'officialName' | 'areaName' | 'level' | 'post' | 'validFrom' | 'source'>,
): PledgeContent => ({
  officialName: held.officialName,
  areaName: held.areaName,
  level: held.level,
  post: held.post,
  validFrom: held.validFrom,
  source: held.source,
  undertakings: [...undertakings[held.post]],
})

/** What the paper says, to be read, confirmed or signed; no official document, so it bears no number. @param day it is printed, ISO date. */
export function pledgeData({ content, version, digest, confirmedAt }: Pledge, day: string, demo: boolean) {
  const { officialName, areaName, post: held, source, validFrom } = content
  const [year, month, date] = day.split('-').map(Number)
  return {
    year,
    month,
    day: date,
    title: '防范“地条钢”死灰复燃责任书',
    demo: demo ? '演示数据，人员均为虚构' : null,
    facts: [
      ['责任人', officialName],
      ['岗位', `${areaName} ${postWords[held].zh}`],
      ['任期', `自${chineseDate(validFrom)}起`],
      ['任职文件', source],
    ],
    promise: '本人知悉并承诺：',
    undertakings: content.undertakings,
    confirmed: confirmedAt === null ? null : `已由本人账号确认（${dateInChina(new Date(confirmedAt))}）`,
    foot: `第${version}版　内容校验值 ${digest.slice(0, 16)}　${day}印制`,
  }
}

/** `area post official` of everybody whom a board names. */
export const namedOnBoard = z.array(z.string())

export const board = z.object({
  id: z.uuid(),
  areaId: z.number().int(),
  areaName: z.string(),
  /** Where it stands. */
  place: z.string(),
  printedOn: date,
  printedByName: z.string(),
  /** Whether it names others than those who answer today, and since when. */
  outOfDate: z.boolean(),
  changedOn: date.nullable(),
  /** For longer than the rule allows. */
  overdue: z.boolean(),
})
export type Board = z.infer<typeof board>

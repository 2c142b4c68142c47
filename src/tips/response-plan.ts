/**
 * How a county answers reports (举报响应方案, article eight): telephones, address, scope and who answers are the county's words; limits,
 * reward and keys come from the rulebook and the register, so that a page can never promise other than what the program does.
 */
import { z } from 'zod'
import { type Actor, areaLevels } from '../platform/shared/permission.ts'
import { publicLine, reportPhone } from '../platform/shared/report-phone.ts'

export const planContent = z.strictObject({
  /** What may be reported: makers, moved or restarted ones, those under a foundry's name. */
  scope: publicLine(400),
  phones: z.array(reportPhone).min(1).max(6),
  address: publicLine(120),
  /** Office and post that answers, never a private telephone. */
  answers: publicLine(80),
  note: z
    .string()
    .trim()
    .max(300)
    .regex(/^[^\p{Cc}]*$/u)
    .default(''),
})
export type PlanContent = z.output<typeof planContent>

export const planLevels = areaLevels.filter((level) => level === 'city' || level === 'county')
export const publishingRoles = ['cityOffice', 'countyOffice'] as const

/** The office of the very area, or the city's for a county of it. */
export const mayPublishPlan = (user: Actor, areaPath: string): boolean =>
  user.grants.some(
    (g) =>
      (g.role === 'cityOffice' && areaPath.startsWith(g.areaPath)) ||
      (g.role === 'countyOffice' && g.areaPath === areaPath),
  )

export const posterSizes = ['a4', 'sign'] as const
export type PosterSize = (typeof posterSizes)[number]

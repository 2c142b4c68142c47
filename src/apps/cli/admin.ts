/** `gangshao admin create`: the three first administrators, who must be three persons. */
import { randomBytes } from 'node:crypto'
import { Command, InvalidArgumentError } from 'commander'
import { createFirstAdministrators } from '../../agencies/acts.ts'
import { userName } from '../../agencies/official.ts'
import { asProgram } from '../../platform/server/http.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import { administratorRoles } from '../../platform/shared/permission.ts'
import { areaFlags, areaHelp } from './area-option.ts'
import { withApplication } from './ground.ts'
import { findPlace } from './place.ts'
import { sayResult } from './print.ts'

type Options = { system: string; security: string; audit: string; area?: string; json?: boolean }

const words = {
  systemAdmin: 'system / 系统管理员',
  securityAdmin: 'security / 安全管理员',
  auditAdmin: 'audit / 审计管理员',
} as const

function userNameOption(text: string): string {
  const parsed = userName.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError('3 to 30 letters, digits, . _ - / 3 至 30 位字母、数字或 . _ -')
  return parsed.data
}

async function create({ system, security, audit, area, json }: Options): Promise<void> {
  const names = { systemAdmin: system, securityAdmin: security, auditAdmin: audit }
  const made = await withApplication((app) =>
    asProgram(app.platform, async (context) => {
      const today = dateInChina(context.now)
      const { id: areaId } = await findPlace(context.db, area, today)
      const administrators = administratorRoles.map((role) => ({ role, userName: names[role], name: names[role] }))
      return createFirstAdministrators(context, { areaId, administrators, today, randomBytes })
    }),
  )
  sayResult(json, made, [
    'passwords, shown once and kept nowhere / 口令只显示这一次，不作保存:',
    ...made.map((one) => `  ${words[one.role]}: ${one.userName}  ${one.password}`),
  ])
}

export const adminCommand = new Command('admin')
  .description('administrators / 管理员')
  .addCommand(
    new Command('create')
      .description('make the three first administrators and print their passwords once / 创建首批三员')
      .option('--system <user name>', 'who runs the program / 系统管理员', userNameOption, 'system')
      .option('--security <user name>', 'who grants rights / 安全管理员', userNameOption, 'security')
      .option('--audit <user name>', 'who reads the audit / 审计管理员', userNameOption, 'audit')
      .option(areaFlags, areaHelp)
      .option('--json', 'print accounts and passwords as JSON')
      .action(create),
  )

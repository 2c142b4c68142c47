/** The command line `gangshao`: the list of its commands. Exit codes are in outcome.ts. */
import { Command, CommanderError } from 'commander'
import { adminCommand } from './admin.ts'
import { demoCommand } from './demo.ts'
import { enterprisesCommand } from './enterprises.ts'
import { eventsCommand } from './events.ts'
import { gridCommand } from './grid.ts'
import { meteringCommand } from './metering.ts'
import { exitCodeOf, exitCodes, sentenceOf } from './outcome.ts'
import { note } from './print.ts'
import { registerCommand } from './register.ts'
import { serveCommand, workerCommand } from './serve.ts'

const exitHelp = `
Exit codes / 退出码:
  ${exitCodes.done}  done / 完成
  ${exitCodes.failed}  refused or failed, nothing is half done / 被拒绝或失败
  ${exitCodes.usage}  wrong usage / 用法有误
  ${exitCodes.notInOrder}  checked, and not in order / 已检查，结果不符`

const commands = [
  serveCommand,
  workerCommand,
  demoCommand,
  gridCommand,
  enterprisesCommand,
  meteringCommand,
  eventsCommand,
  registerCommand,
  adminCommand,
]

/** Options that every command of the tree shares; commander does not inherit them where a command is added. */
function prepare(command: Command): void {
  command.exitOverride().showHelpAfterError()
  if (command.commands.length === 0) command.addHelpText('after', exitHelp)
  for (const below of command.commands) prepare(below)
}

const program = new Command('gangshao').description(
  '钢哨: responsibility, inspection and evidence against ditiaogang / 防范“地条钢”死灰复燃',
)
for (const command of commands) program.addCommand(command)
prepare(program)

try {
  await program.parseAsync()
} catch (error) {
  // commander has said what is wrong already
  if (!(error instanceof CommanderError)) note(sentenceOf(error))
  process.exitCode = exitCodeOf(error)
}
// what a library left open must not keep a finished command alive; output into a pipe is written out first
process.stdout.write('', () => process.exit())

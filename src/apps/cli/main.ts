/** The command line `gangshao`: the list of its commands. Exit codes are in outcome.ts. */
import { Command, CommanderError } from 'commander'
import { exitCodeOf, exitCodes } from './outcome.ts'
import { note } from './print.ts'

const exitHelp = `
Exit codes / 退出码:
  ${exitCodes.done}  done / 完成
  ${exitCodes.failed}  refused or failed, nothing is half done / 被拒绝或失败
  ${exitCodes.usage}  wrong usage / 用法有误
  ${exitCodes.notInOrder}  checked, and not in order / 已检查，结果不符
  ${exitCodes.nothingYet}  nothing to check yet (register without a first head) / 尚无可核对的内容（登记簿还没有首个签名）`

/** Only the command that is named is loaded: a ranking shall not wait for a server that it does not start. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  worker: async () => (await import('./serve.ts')).workerCommand,
  demo: async () => (await import('./demo.ts')).demoCommand,
  grid: async () => (await import('./grid.ts')).gridCommand,
  enterprises: async () => (await import('./enterprises.ts')).enterprisesCommand,
  metering: async () => (await import('./metering.ts')).meteringCommand,
  events: async () => (await import('./events.ts')).eventsCommand,
  register: async () => (await import('./register.ts')).registerCommand,
  admin: async () => (await import('./admin.ts')).adminCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./backup.ts')).restoreCommand,
}

/** Options that every command of the tree shares; commander does not inherit them where a command is added. */
function prepare(command: Command): void {
  command.exitOverride().showHelpAfterError()
  if (command.commands.length === 0) command.addHelpText('after', exitHelp)
  for (const below of command.commands) prepare(below)
}

const program = new Command('gangshao').description(
  '钢哨: responsibility, inspection and evidence against ditiaogang / 防范“地条钢”死灰复燃',
)
const named = commands[process.argv[2] ?? '']
for (const load of named ? [named] : Object.values(commands)) program.addCommand(await load())
prepare(program)

try {
  await program.parseAsync()
} catch (error) {
  // commander has said what is wrong already
  if (!(error instanceof CommanderError)) note((await import('./sentence.ts')).sentenceOf(error))
  process.exitCode = exitCodeOf(error)
}
// what a library left open must not keep a finished command alive; output into a pipe is written out first
process.stdout.write('', () => process.exit())

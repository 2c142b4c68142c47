/** The command line `gangshao`. Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 what was checked is not in order. */
import { Command } from 'commander'
import { serveCommand, workerCommand } from './serve.ts'

const program = new Command('gangshao')
  .description('钢哨: responsibility, inspection and evidence against ditiaogang / 防范“地条钢”死灰复燃')
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

program.addCommand(serveCommand)
program.addCommand(workerCommand)

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

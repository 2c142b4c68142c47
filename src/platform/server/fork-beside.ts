/** Starts a process of its own from a file of this program: TypeScript under tsx and in tests, JavaScript when built. */
import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

type Given = {
  args?: readonly string[]
  /** All of ours where absent. */
  env?: NodeJS.ProcessEnv
}

/** @param beside `import.meta.url` of the caller. @param name of the file beside it, without its ending. */
export function forkBeside(beside: string, name: string, { args = [], env }: Given): ChildProcess {
  const file = fileURLToPath(beside)
  const path = fileURLToPath(new URL(`./${name}${extname(file)}`, beside))
  const execArgv = path.endsWith('.ts') ? ['--import', pathToFileURL(createRequire(file).resolve('tsx')).href] : []
  return fork(path, [...args], {
    serialization: 'advanced',
    ...(env && { env }),
    execArgv,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
}

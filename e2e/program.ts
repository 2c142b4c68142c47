/** The built program as its users run it: a server of its own on a free port, with the demo city in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const entry = resolve(import.meta.dirname, '../dist/server/apps/cli/main.js')
export const password = 'demo-password-1'
/** Loading the demo city is most of it; machines that build and test at the same time are slow. */
export const startingMs = 900_000

const signIns = z.object({
  signIns: z.array(z.object({ userName: z.string(), name: z.string(), role: z.string(), place: z.string() })),
})
export type SignIn = z.infer<typeof signIns>['signIns'][number]

export type Program = {
  /** `http://127.0.0.1:41234`. */
  address: string
  /** Everybody who can sign in to the demo city. */
  people: SignIn[]
  /** Its data folder, and everything it has written to its output. */
  folder: string
  output(): string
  /** Ends it as Ctrl-C does; a second call does nothing. */
  stop(): Promise<void>
}

/** The key file of a custodian of the demo city, opened by the password of all. */
export const keyFileOf = (program: Program, userName: string): string =>
  join(program.folder, 'secrets', 'demo-keys', `${userName}.txt`)

export async function startProgram(): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'gangshao-browser-'))
  // as root the database runs under another account, which must be able to pass through
  await chmod(folder, 0o755)
  const server = spawn(process.execPath, [entry, 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: '0',
      GANGSHAO_DATA: folder,
      GANGSHAO_DEMO_PASSWORD: password,
      GANGSHAO_SIGN_INS_PER_MINUTE: '1000',
      DATABASE_URL: '',
      CLICKHOUSE_URL: '',
    },
  })
  let said = ''
  const read = (chunk: Buffer) => {
    said += chunk.toString()
  }
  server.stdout?.on('data', read)
  server.stderr?.on('data', read)
  const address = await addressOf(server)
  const kept: unknown = JSON.parse(await readFile(join(folder, 'secrets', 'demo-sign-ins.json'), 'utf8'))
  return {
    address,
    folder,
    output: () => said,
    people: signIns.parse(kept).signIns,
    async stop() {
      if (server.exitCode !== null) return
      const ended = new Promise((done) => server.once('exit', done))
      server.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The address it prints when it listens. @throws Error with what it said, where it ends before. */
function addressOf(server: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((found, failed) => {
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      const [, address] = /^钢哨 .*: (http:\S+)$/m.exec(said) ?? []
      if (address) found(address)
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('exit', (code) => failed(new Error(`the program ended with ${code}\n${said}`)))
  })
}

/** Old browsers themselves, as npm still has them: started, tapped and typed in as a phone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync } from 'node:zlib'
import { expect } from '@playwright/test'
import CDP from 'chrome-remote-interface'

const packed = {
  /** Spring 2018: the oldest in which the pages for anybody promise to work. */
  67: 'chromium-67/bin/chromium-67.0.3391.0.br',
  /** Summer 2021: the same for the officials' pages. */
  92: 'chromium-92/bin/chromium.br',
} as const
/** The packages name no entry for what is inside them. */
const packages = dirname(dirname(createRequire(import.meta.url).resolve('chromium-67/package.json')))
const patienceMs = 30_000

export type OldPage = {
  /** What the page has complained of since it was opened. */
  complaints: string[]
  goto(url: string): Promise<void>
  /** Waits until the text stands on the page. */
  sees(text: string): Promise<void>
  /** Taps the first button or, where `on` says so, the first label on which the text stands. */
  tap(text: string, on?: 'button' | 'label'): Promise<void>
  type(selector: string, text: string): Promise<void>
  choose(selector: string, file: string): Promise<void>
  /** Keeps a file on the phone until it is closed. @returns its path. */
  keep(name: string, content: Buffer | string): Promise<string>
  /** The value of an expression in the page. */
  read<T>(expression: string): Promise<T>
  shoot(path: string): Promise<void>
  close(): Promise<void>
}

export async function openOldBrowser(version: keyof typeof packed): Promise<OldPage> {
  const folder = await mkdtemp(join(tmpdir(), 'gangshao-old-browser-'))
  const binary = join(folder, 'chromium')
  await writeFile(binary, brotliDecompressSync(await readFile(join(packages, packed[version]))), { mode: 0o755 })
  const browser = spawn(
    binary,
    // as it was packed it runs in one process
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--single-process',
      '--no-zygote',
      '--lang=zh-CN',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const at = { host: '127.0.0.1', port: await portOf(browser) }
  // it listens before its first page is there
  await expect.poll(async () => (await CDP.List(at)).length, { timeout: patienceMs }).toBeGreaterThan(0)
  const wire = await CDP({ ...at, local: false })
  const page = await pageOf(wire)
  return {
    ...page,
    async keep(name, content) {
      const file = join(folder, name)
      await writeFile(file, content)
      return file
    },
    async close() {
      await wire.close()
      const ended = new Promise((done) => browser.once('exit', done))
      browser.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function portOf(browser: ChildProcess): Promise<number> {
  let said = ''
  return new Promise((found, failed) => {
    browser.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said) ?? []
      if (port) found(Number(port))
    })
    browser.once('exit', (code) => failed(new Error(`the browser ended with ${code}\n${said}`)))
  })
}

async function pageOf({
  DOM,
  Emulation,
  Input,
  Log,
  Page,
  Runtime,
}: CDP.Client): Promise<Omit<OldPage, 'close' | 'keep'>> {
  const complaints: string[] = []
  Runtime.exceptionThrown(({ exceptionDetails: { text, exception } }) =>
    complaints.push(`${text} ${exception?.description ?? ''}`),
  )
  Log.entryAdded(({ entry: { level, text, url } }) => {
    if (level === 'error' || level === 'warning') complaints.push(`${text} ${url ?? ''}`)
  })
  await Promise.all([DOM.enable(), Log.enable(), Page.enable(), Runtime.enable()])
  await Emulation.setDeviceMetricsOverride({ width: 390, height: 844, deviceScaleFactor: 2, mobile: true })

  const read = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await Runtime.evaluate({
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(`${exceptionDetails.text} ${exceptionDetails.exception?.description ?? ''}`)
    return result.value
  }
  const until = (expression: string) =>
    expect.poll(() => read(`!!(${expression})`), { message: expression, timeout: patienceMs }).toBe(true)

  /** Middle of what is found, once it is on the screen; nothing where something else lies over it. */
  const middleOf = (found: string) =>
    read<{ x: number; y: number } | null>(`(() => {
      const found = ${found}
      if (!found) return null
      found.scrollIntoView({ block: 'center' })
      const { left, top, width, height } = found.getBoundingClientRect()
      const at = { x: left + width / 2, y: top + height / 2 }
      return found.contains(document.elementFromPoint(at.x, at.y)) ? at : null
    })()`)
  /** Where it has come to rest: what is tapped while the page still grows would be something else. */
  const restOf = async (found: string): Promise<{ x: number; y: number }> => {
    let before: { x: number; y: number } | null = null
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(100)) {
      const now = await middleOf(found)
      if (now && before && now.x === before.x && now.y === before.y) return now
      before = now
    }
    throw new Error(`cannot be tapped: ${found}`)
  }
  const press = async (found: string) => {
    const at = await restOf(found)
    await Input.dispatchMouseEvent({ type: 'mousePressed', button: 'left', clickCount: 1, ...at })
    await Input.dispatchMouseEvent({ type: 'mouseReleased', button: 'left', clickCount: 1, ...at })
  }

  return {
    complaints,
    read,
    async goto(url) {
      const loaded = Page.loadEventFired()
      await Page.navigate({ url })
      await loaded
    },
    sees: (text) => until(`document.body.innerText.includes(${JSON.stringify(text)})`),
    tap: (text, on = 'button') =>
      press(
        `Array.from(document.querySelectorAll('${on}')).find((one) => !one.disabled && one.innerText.includes(${JSON.stringify(text)}))`,
      ),
    async type(selector, text) {
      await press(`document.querySelector(${JSON.stringify(selector)})`)
      for (const letter of text) await Input.dispatchKeyEvent({ type: 'char', text: letter })
    },
    async choose(selector, file) {
      await until(`document.querySelector(${JSON.stringify(selector)})`)
      const { root } = await DOM.getDocument()
      const { nodeId } = await DOM.querySelector({ nodeId: root.nodeId, selector })
      await DOM.setFileInputFiles({ nodeId, files: [file] })
    },
    async shoot(path) {
      const { data } = await Page.captureScreenshot()
      await writeFile(path, data, 'base64')
    },
  }
}

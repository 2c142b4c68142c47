/** Builds both sets of pages into dist/web: the officials' at `/`, the public ones at `/public/`. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type ViteBuilder } from 'vite'
import { writePageHashes } from './src/tips/page-hashes.ts'

const root = resolve(import.meta.dirname, 'src/apps')
const outDir = resolve(import.meta.dirname, 'dist/web')
const server = process.env['GANGSHAO_SERVER'] ?? 'http://127.0.0.1:3000'

const pageOf = (path: string): string => {
  if (/^\/public\/(report|mine)\/?$/.test(path)) return '/public/report.html'
  return path.startsWith('/public') ? '/public/index.html' : '/officials/index.html'
}

/** Officials at the root of the site, although their page lies in a folder. */
const officialsAtRoot = (): Plugin => ({
  name: 'officials-at-root',
  enforce: 'post',
  generateBundle(_, bundle) {
    const page = bundle['officials/index.html']
    if (page) page.fileName = 'index.html'
  },
  configureServer({ middlewares }) {
    middlewares.use((request, _, next) => {
      const path = request.url?.split('?')[0] ?? '/'
      const wantsPage = request.headers.accept?.includes('text/html') === true && !/^\/(api|public\/plain)\b/.test(path)
      if (wantsPage) request.url = pageOf(path)
      next()
    })
  },
})

/** The public pages have to be small and fast on old phones: what is written for React is linked with Preact there. */
const preactForPublic = (): Plugin => ({
  name: 'preact-for-public',
  enforce: 'pre',
  apply: 'build',
  applyToEnvironment: (environment) => environment.name !== 'client',
  resolveId(id) {
    const stand = standIns[id]
    return stand ? this.resolve(stand) : undefined
  },
})

/** The check of a receipt is kept on a reporter's own device: script and styles stand in the page itself. */
const inOneFile = (): Plugin => ({
  name: 'in-one-file',
  enforce: 'post',
  apply: 'build',
  applyToEnvironment: (environment) => environment.name === 'check',
  generateBundle(_, bundle) {
    const parts = Object.values(bundle)
    const page = bundle['public/check.html']
    if (page?.type !== 'asset') throw new Error('the page that checks receipts was not built')
    const scripts = parts.flatMap((part) =>
      // the mark for what is to be loaded before a part: nothing is, and Vite forgets the mark where parts are joined
      part.type === 'chunk'
        ? [part.code.replaceAll('</script', '<\\/script').replaceAll('__VITE_PRELOAD__', 'void 0')]
        : [],
    )
    const styles = parts.flatMap((part) =>
      part.type === 'asset' && part.fileName.endsWith('.css') ? [String(part.source)] : [],
    )
    if (scripts.length !== 1) throw new Error(`${scripts.length} scripts for one page`)
    const bare = String(page.source).replace(/<(?:script|link)[^>]*(?:src|href)=[^>]*>(?:<\/script>)?/g, '')
    page.source = bare
      .replace('</head>', () => `<style>${styles.join('')}</style></head>`)
      .replace('</body>', () => `<script type="module">${scripts.join('')}</script></body>`)
    for (const part of parts) if (part !== page) delete bundle[part.fileName]
  },
})

type Built = Awaited<ReturnType<ViteBuilder['build']>>
const filesOf = (built: Built): string[] =>
  [built].flat().flatMap((one) => ('output' in one ? one.output.map(({ fileName }) => fileName) : []))

/** Published with a release; `gangshao register pages` compares it with what a server serves. */
async function writeHashes(publicFiles: ReadonlySet<string>): Promise<void> {
  const hashes = new Map<string, string>()
  for (const name of publicFiles)
    hashes.set(
      name,
      createHash('sha256')
        .update(await readFile(resolve(outDir, name)))
        .digest('hex'),
    )
  await writeFile(resolve(outDir, 'public/pages.sha256'), writePageHashes(hashes))
}

const standIns: Readonly<Record<string, string>> = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

/** Telephones of 2018 open every public page. */
const phones = { target: 'chrome67', cssTarget: 'chrome67' }

export default defineConfig({
  root,
  publicDir: false,
  appType: 'mpa',
  plugins: [react(), officialsAtRoot(), preactForPublic(), inOneFile()],
  server: { port: 5173, proxy: { '^/(api|public/plain)': { target: server, changeOrigin: false } } },
  build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 1200 },
  environments: {
    client: {
      build: {
        target: 'chrome92',
        cssTarget: 'chrome92',
        rolldownOptions: {
          input: resolve(root, 'officials/index.html'),
          // a part of its own comes before all others, as its import does
          output: { codeSplitting: { groups: [{ name: 'old-browsers', test: /old-browsers\.ts$/ }] } },
        },
      },
    },
    public: {
      consumer: 'client',
      build: { ...phones, outDir, emptyOutDir: false, rolldownOptions: { input: resolve(root, 'public/index.html') } },
    },
    check: {
      consumer: 'client',
      build: {
        ...{ ...phones, outDir, emptyOutDir: false, cssCodeSplit: false, modulePreload: false },
        // one script: what is loaded later elsewhere (SM2, SM3) stands in it and runs when it is asked for
        rolldownOptions: { input: resolve(root, 'public/check.html'), output: { codeSplitting: false } },
      },
    },
    report: {
      consumer: 'client',
      build: {
        ...{ ...phones, outDir, emptyOutDir: false, assetsInlineLimit: 0 },
        rolldownOptions: { input: resolve(root, 'public/report.html') },
      },
    },
  },
  builder: {
    // one after the other: the first empties the folder
    async buildApp(builder) {
      const publicFiles = new Set<string>()
      for (const environment of Object.values(builder.environments)) {
        if (environment.name === 'ssr') continue
        const built = await builder.build(environment)
        if (environment.name !== 'client') for (const name of filesOf(built)) publicFiles.add(name)
      }
      await writeHashes(publicFiles)
    },
  },
})

/** Builds both sets of pages into dist/web: the officials' at `/`, the public ones at `/public/`. */
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = resolve(import.meta.dirname, 'src/apps')
const outDir = resolve(import.meta.dirname, 'dist/web')
const server = process.env['GANGSHAO_SERVER'] ?? 'http://127.0.0.1:3000'

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
      const wantsPage = request.headers.accept?.includes('text/html') === true && !path.startsWith('/api/')
      if (wantsPage) request.url = path.startsWith('/public') ? '/public/index.html' : '/officials/index.html'
      next()
    })
  },
})

/** The public pages have to be small and fast on old phones: what is written for React is linked with Preact there. */
const preactForPublic = (): Plugin => ({
  name: 'preact-for-public',
  enforce: 'pre',
  apply: 'build',
  applyToEnvironment: (environment) => environment.name === 'public',
  resolveId(id) {
    const stand = standIns[id]
    return stand ? this.resolve(stand) : undefined
  },
})

const standIns: Readonly<Record<string, string>> = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

export default defineConfig({
  root,
  publicDir: false,
  appType: 'mpa',
  plugins: [react(), officialsAtRoot(), preactForPublic()],
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: false } } },
  build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 1200 },
  environments: {
    client: { build: { rolldownOptions: { input: resolve(root, 'officials/index.html') } } },
    public: {
      consumer: 'client',
      build: { outDir, emptyOutDir: false, rolldownOptions: { input: resolve(root, 'public/index.html') } },
    },
  },
  builder: {
    // one after the other: the first empties the folder
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments))
        if (environment.name !== 'ssr') await builder.build(environment)
    },
  },
})

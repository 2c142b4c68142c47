/** What stands around the public pages: a heading, the pages as plain links, the content. Written to be read aloud. */
import { useEffect } from 'react'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { PublicDemoBanner } from './PublicDemoBanner.tsx'
import type { PublicPage } from './public-page.ts'
import { publicPathOf } from './public-page.ts'
import { publicText } from './public-text.ts'
import { usePick, useText } from './text.tsx'

export function PublicShell({ pages }: { pages: readonly PublicPage[] }) {
  const t = useText(publicText)
  const pick = usePick()
  const path = publicPathOf(window.location.pathname)
  const page = pages.find((one) => one.path === path)
  const title = page ? pick(page.title) : t('notFound')
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="public-head">
        <a href="/public/" className="public-brand">
          <strong>{t('product')}</strong> <span>{t('productLine')}</span>
        </a>
        <LanguageSwitch />
      </header>
      <PublicDemoBanner />
      <PublicMenu pages={pages} path={path} />
      <main id="content" tabIndex={-1}>
        <h1>{title}</h1>
        {page ? <page.component /> : <p>{t('notFoundHelp')}</p>}
      </main>
      <footer className="public-foot">
        <p>{t('urgent')}</p>
        <a href="/workbench">{t('officials')}</a>
      </footer>
    </>
  )
}

function PublicMenu({ pages, path }: { pages: readonly PublicPage[]; path: string }) {
  const t = useText(publicText)
  const pick = usePick()
  const inMenu = pages.filter((page) => page.menu)
  if (inMenu.length < 2) return null
  return (
    <nav className="public-menu" aria-label={t('menu')}>
      {inMenu.map((page) => (
        <a key={page.path} href={`/public/${page.path}`} aria-current={page.path === path ? 'page' : undefined}>
          {page.menu && pick(page.menu)}
        </a>
      ))}
    </nav>
  )
}

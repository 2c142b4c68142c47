/** What stands around every page of the officials: bar above, menu at the left, on phones a bar below. */
import { UserOutlined } from '@ant-design/icons'
import { Outlet } from '@tanstack/react-router'
import { Button, Drawer, Dropdown } from 'antd'
import { Suspense, useState } from 'react'
import { useAsOf } from './area-source.ts'
import { DayBanner, DayPick } from './DayShown.tsx'
import { DemoBanner } from './DemoBanner.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { PhoneBar } from './PhoneBar.tsx'
import { platformText } from './platform-text.ts'
import { ScreenLink } from './ScreenLink.tsx'
import { ScreenMenu } from './ScreenMenu.tsx'
import { SessionGate } from './SessionGate.tsx'
import { useNavigateTo } from './search.ts'
import { signOut, useMe } from './session.ts'
import { useText } from './text.tsx'
import { usePhone } from './use-phone.ts'
import { useSearchKey } from './use-search-key.ts'

export function Shell() {
  return (
    <SessionGate>
      <Frame />
    </SessionGate>
  )
}

function Frame() {
  const t = useText(platformText)
  const phone = usePhone()
  const [menuOpen, setMenuOpen] = useState(false)
  const { asOf } = useAsOf()
  useSearchKey()
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <TopBar phone={phone} />
      <DemoBanner />
      <div className="shell-body">
        {!phone && (
          <aside className="shell-menu">
            <ScreenMenu />
          </aside>
        )}
        <main id="content" tabIndex={-1}>
          <DayBanner />
          <Suspense key={asOf} fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {phone && <PhoneBar onMenu={() => setMenuOpen(true)} />}
      <Drawer open={phone && menuOpen} placement="left" size="80%" title={t('menu')} onClose={() => setMenuOpen(false)}>
        <ScreenMenu onChosen={() => setMenuOpen(false)} />
      </Drawer>
    </div>
  )
}

function TopBar({ phone }: { phone: boolean }) {
  const t = useText(platformText)
  return (
    <header className="top-bar">
      <ScreenLink to="/workbench" className="brand">
        <strong>{t('product')}</strong>
        {!phone && <span>{t('productLine')}</span>}
      </ScreenLink>
      <DayPick />
      <LanguageSwitch />
      <AccountMenu phone={phone} />
    </header>
  )
}

function AccountMenu({ phone }: { phone: boolean }) {
  const t = useText(platformText)
  const me = useMe()
  const navigate = useNavigateTo()
  const post = me.grants[0]
  const items = [
    { key: 'account', label: t('account'), onClick: () => navigate('/account') },
    { key: 'signOut', label: t('signOut'), onClick: () => void signOut(false) },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button
        type="text"
        className="account-button"
        icon={phone ? <UserOutlined /> : undefined}
        aria-label={phone ? `${t('account')} ${me.name}` : undefined}
      >
        {!phone && (
          <>
            {me.name}
            {post && <small>{t(`role.${post.role}`)}</small>}
          </>
        )}
      </Button>
    </Dropdown>
  )
}

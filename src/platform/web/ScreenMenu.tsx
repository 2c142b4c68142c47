import { useRouterState } from '@tanstack/react-router'
import type { Actor } from '../shared/permission.ts'
import { hasRole } from '../shared/permission.ts'
import { platformText } from './platform-text.ts'
import { ScreenLink } from './ScreenLink.tsx'
import { menuGroups, type Screen, useScreens } from './screen.ts'
import { useMe } from './session.ts'
import { usePick, useText } from './text.tsx'

export const mayOpen = (me: Actor, screen: Screen): boolean => !screen.roles || hasRole(me, ...screen.roles)

const inMenu = (me: Actor, screen: Screen): boolean =>
  screen.menu !== undefined && mayOpen(me, screen) && (!screen.menu.roles || hasRole(me, ...screen.menu.roles))

/** The entries of the roles held today, in their groups. */
export function ScreenMenu({ onChosen }: { onChosen?: () => void }) {
  const t = useText(platformText)
  const me = useMe()
  const screens = useScreens().filter((screen) => inMenu(me, screen))
  const groups = menuGroups.filter((group) => screens.some((screen) => screen.menu?.group === group))
  return (
    <nav className="screen-menu" aria-label={t('menu')}>
      {groups.map((group) => (
        <div key={group}>
          <h2>{t(`group.${group}`)}</h2>
          <ul>
            {screens
              .filter((screen) => screen.menu?.group === group)
              .toSorted((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0))
              .map((screen) => (
                <MenuLink key={screen.path} screen={screen} menu={screens} onChosen={onChosen} />
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

type LinkProps = { screen: Screen; menu: readonly Screen[]; onChosen: (() => void) | undefined }

function MenuLink({ screen, menu, onChosen }: LinkProps) {
  const pick = usePick()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isIn = ({ path: own }: Screen) => path === own || path.startsWith(`${own}/`)
  // of `/grid` and `/grid/blind-spots` only the nearer one
  const here = isIn(screen) && !menu.some((other) => isIn(other) && other.path.length > screen.path.length)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside is what is used; this only closes the phone's menu after it
    <li onClick={onChosen} className={here ? 'here' : undefined}>
      <ScreenLink to={screen.path}>
        {screen.menu?.icon}
        {screen.menu && pick(screen.menu.label)}
      </ScreenLink>
    </li>
  )
}

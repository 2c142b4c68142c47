import { HomeOutlined, MenuOutlined } from '@ant-design/icons'
import { hasRole } from '../shared/permission.ts'
import { doors } from './Doors.tsx'
import { platformText } from './platform-text.ts'
import { ScreenLink } from './ScreenLink.tsx'
import { useMe } from './session.ts'
import { useText } from './text.tsx'

/** The bar under a thumb: the three doors of a grid worker, the workbench of everyone else, and the menu. */
export function PhoneBar({ onMenu }: { onMenu: () => void }) {
  const t = useText(platformText)
  const me = useMe()
  return (
    <nav className="phone-bar" aria-label={t('menu')}>
      {hasRole(me, 'gridWorker') ? (
        doors.map((door) => (
          <ScreenLink key={door.name} to={door.to}>
            {door.icon}
            {t(`door.${door.name}`)}
          </ScreenLink>
        ))
      ) : (
        <ScreenLink to="/workbench">
          <HomeOutlined />
          {t('workbench')}
        </ScreenLink>
      )}
      <button type="button" onClick={onMenu}>
        <MenuOutlined />
        {t('menu')}
      </button>
    </nav>
  )
}

/** The three doors of the village grid worker. */
import { AlertOutlined, EyeOutlined, UnorderedListOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { platformText } from './platform-text.ts'
import { ScreenLink } from './ScreenLink.tsx'
import { useText } from './text.tsx'

type DoorName = 'observe' | 'report' | 'tasks'

export const doors: readonly { name: DoorName; to: string; icon: ReactNode }[] = [
  { name: 'observe', to: '/field/observe', icon: <EyeOutlined /> },
  { name: 'report', to: '/field/report', icon: <AlertOutlined /> },
  { name: 'tasks', to: '/workbench?mine=true', icon: <UnorderedListOutlined /> },
]

/** Three big doors on the workbench; the third shows what is mine in the list below. */
export function Doors() {
  const t = useText(platformText)
  return (
    <div className="doors">
      {doors.map((door) => (
        <ScreenLink key={door.name} to={door.to} className="door">
          <span className="door-icon" aria-hidden="true">
            {door.icon}
          </span>
          <strong>{t(`door.${door.name}`)}</strong>
          <small>{t(`door.${door.name}Help`)}</small>
        </ScreenLink>
      ))}
    </div>
  )
}

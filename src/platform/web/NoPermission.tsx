import { LockOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { platformText } from './platform-text.ts'
import { ScreenLink } from './ScreenLink.tsx'
import { useText } from './text.tsx'

/** The page exists, but not for this post. */
export function NoPermission() {
  const t = useText(platformText)
  return (
    <div className="quiet-panel" role="alert">
      <LockOutlined className="quiet-icon" />
      <strong>{t('noPermission.title')}</strong>
      <p>{t('noPermission.help')}</p>
      <ScreenLink to="/workbench">{t('toWorkbench')}</ScreenLink>
    </div>
  )
}

export function NotFound() {
  const t = useText(platformText)
  return (
    <div className="quiet-panel">
      <QuestionCircleOutlined className="quiet-icon" />
      <strong>{t('notFound.title')}</strong>
      <p>{t('notFound.help')}</p>
      <ScreenLink to="/workbench">{t('toWorkbench')}</ScreenLink>
    </div>
  )
}

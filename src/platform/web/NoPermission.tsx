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
      <h1>{t('noPermission.title')}</h1>
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
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.help')}</p>
      <ScreenLink to="/workbench">{t('toWorkbench')}</ScreenLink>
    </div>
  )
}

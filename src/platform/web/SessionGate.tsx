/** Shows the pages to whoever is signed in; otherwise the sign-in, at the same address, so that one returns where one wanted to go. */
import { Modal } from 'antd'
import { Fragment, type ReactNode } from 'react'
import { ErrorPanel } from './ErrorPanel.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { SignInForm, SignInPage } from './SignIn.tsx'
import { isSignedOut, useMeQuery, useSessionEnded } from './session.ts'
import { sessionText } from './session-text.ts'
import { useText } from './text.tsx'

export function SessionGate({ children }: { children: ReactNode }) {
  const t = useText(sessionText)
  const me = useMeQuery()
  const ended = useSessionEnded()
  if (me.data) {
    // what was being filled in stays mounted, but is hidden from whoever comes by
    return (
      <>
        <div hidden={ended}>
          <Fragment key={me.data.accountId}>{children}</Fragment>
        </div>
        <Modal open={ended} title={t('ended')} footer={null} closable={false} keyboard={false} mask={{ closable: false }} destroyOnHidden>
          <p>{t('endedHelp')}</p>
          <SignInForm />
        </Modal>
      </>
    )
  }
  if (me.isPending) return <PageSkeleton />
  if (isSignedOut(me.error)) return <SignInPage />
  return <ErrorPanel error={me.error} onRetry={() => void me.refetch()} />
}

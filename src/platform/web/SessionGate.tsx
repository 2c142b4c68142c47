/** Shows the pages to whoever is signed in; otherwise the sign-in, at the same address, so that one returns where one wanted to go. */
import { Fragment, type ReactNode, useEffect, useRef } from 'react'
import { ErrorPanel } from './ErrorPanel.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { SignInForm, SignInPage } from './SignIn.tsx'
import { isSignedOut, useMeQuery, useSessionEnded } from './session.ts'
import { sessionText } from './session-text.ts'
import { useText } from './text.tsx'

export function SessionGate({ children }: { children: ReactNode }) {
  const me = useMeQuery()
  const ended = useSessionEnded()
  if (me.data) {
    return (
      <>
        <Fragment key={me.data.accountId}>{children}</Fragment>
        {ended && <SignInAgain />}
      </>
    )
  }
  if (me.isPending) return <PageSkeleton />
  if (isSignedOut(me.error)) return <SignInPage />
  return <ErrorPanel error={me.error} onRetry={() => void me.refetch()} />
}

/** A dialog of the browser's top layer: it covers open drawers too, so that nobody who comes by reads on, and what was being filled in stays. */
function SignInAgain() {
  const t = useText(sessionText)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className="sign-in-again" onCancel={(event) => event.preventDefault()}>
      <h1>{t('ended')}</h1>
      <p>{t('endedHelp')}</p>
      <SignInForm />
    </dialog>
  )
}

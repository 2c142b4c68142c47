/** What the user reads when something was refused or failed: what happened, what can be done, what to tell whom. */
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { platformRefusals } from '../shared/refusal.ts'
import { ClientError } from './client.ts'
import { NoPermission } from './NoPermission.tsx'
import { platformText } from './platform-text.ts'
import { usePastDay } from './search.ts'
import { usePick, useText } from './text.tsx'

export type ErrorWords = { title: string; facts: string | null; requestId: string | null }

/** The server's sentence in the language of the page; a bug is named as one. */
export function useErrorWords(): (error: unknown) => ErrorWords {
  const t = useText(platformText)
  const pick = usePick()
  return (error) => {
    if (error instanceof ClientError && error.answer.message) {
      const facts = Object.entries(error.answer.details ?? {}).map(([name, value]) => `${name}: ${value}`)
      return {
        title: pick(error.answer.message),
        facts: facts.join(' · ') || null,
        requestId: error.answer.requestId ?? null,
      }
    }
    if (isOldVersion(error)) return { title: t('error.newVersion'), facts: null, requestId: null }
    return { title: t('error.unexpected'), facts: error instanceof Error ? error.message : null, requestId: null }
  }
}

const isOfDay = (error: unknown): boolean =>
  error instanceof ClientError && /^(today-only-|day-ahead$|not-kept-then$)/.test(error.answer.code)

/** What is not asked on a past day, because it has none: the sentence with which the server would refuse it. */
export function TodayOnly({ why, children }: { why: 'today-only-tips'; children: ReactNode }) {
  const pick = usePick()
  return usePastDay() ? <OfDay title={pick(platformRefusals[why])} /> : children
}

const OfDay = ({ title, facts }: { title: string; facts?: string | null }) => (
  <Alert className="error-panel" role="note" type="info" showIcon title={title} description={facts} />
)

/** A page whose files were replaced by a newer build. */
const isOldVersion = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|Importing a module/.test(error.message)

export function ErrorPanel({ error, onRetry, actions }: { error: unknown; onRetry?: () => void; actions?: ReactNode }) {
  const t = useText(platformText)
  const words = useErrorWords()(error)
  const reload = isOldVersion(error)
  // no error, and asking again changes nothing: the day that is looked at has no such answer
  if (isOfDay(error)) return <OfDay title={words.title} facts={words.facts} />
  return (
    <Alert
      className="error-panel"
      role="alert"
      type="error"
      showIcon
      title={words.title}
      description={
        (words.facts ?? words.requestId) && (
          <span className="facts">
            {words.facts}
            {words.requestId && ` ${t('requestId')} ${words.requestId}`}
          </span>
        )
      }
      action={
        <>
          {reload && <Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
          {!reload && onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
          {actions}
        </>
      }
    />
  )
}

/** For a whole page or list: a refusal for lack of permission gets its own words. */
export function PageError({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error instanceof ClientError && error.status === 403) return <NoPermission />
  return <ErrorPanel error={error} onRetry={onRetry} />
}

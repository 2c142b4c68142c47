import { Button } from 'antd'
import type { MouseEvent, ReactNode } from 'react'
import { useNavigateTo, usePastDay } from './search.ts'

type Props = { to: string; primary?: boolean; large?: boolean; block?: boolean; children: ReactNode }

/** A button that goes to a form of ours: a real link, to be opened elsewhere too. Not there while a past day is looked at. */
export function LinkButton({ to, primary = false, large = false, block = false, children }: Props) {
  const navigate = useNavigateTo()
  const past = usePastDay()
  if (past) return null
  const go = (event: MouseEvent) => {
    // another tab, another window: the browser's own business
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    navigate(to)
  }
  return (
    <Button
      type={primary ? 'primary' : 'default'}
      size={large ? 'large' : 'medium'}
      block={block}
      href={to}
      onClick={go}
    >
      {children}
    </Button>
  )
}

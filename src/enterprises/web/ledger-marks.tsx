/** How the states of the ledger look: the general marks with the ledger's own words. */
import { Tag } from 'antd'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { Furnace, FurnaceState, TransferFlag } from '../furnace.ts'
import type { Site, SiteStatus } from '../site.ts'
import { enterprisesText } from '../text.ts'
import { focusWords, furnaceStateWords, judgementWords, siteStatusWords } from '../words.ts'

const siteMarks: Readonly<Record<SiteStatus, MarkStatus>> = { operating: 'due', idle: 'suspended', closed: 'ended' }
const furnaceMarks: Readonly<Record<FurnaceState, MarkStatus>> = {
  standing: 'due',
  idle: 'suspended',
  sealed: 'soon',
  dismantled: 'done',
  destroyed: 'done',
  removed: 'ended',
}
const judgementMarks = { permitted: 'done', forbidden: 'overdue', expertNeeded: 'soon' } as const

export function SiteMark({ status }: { status: SiteStatus }) {
  const pick = usePick()
  return <StatusMark status={siteMarks[status]} word={pick(siteStatusWords[status])} />
}

export function FurnaceMark({ state }: { state: FurnaceState }) {
  const pick = usePick()
  return <StatusMark status={furnaceMarks[state]} word={pick(furnaceStateWords[state])} />
}

/** Not judged is its own state, never "permitted". */
export function JudgementMark({ judgement }: { judgement: Furnace['judgement'] }) {
  const pick = usePick()
  const t = useText(enterprisesText)
  if (judgement === null) return <StatusMark status="unknown" word={t('notJudged')} />
  return <StatusMark status={judgementMarks[judgement]} word={pick(judgementWords[judgement])} />
}

export function FlagMark({ flag }: { flag: TransferFlag | null }) {
  const t = useText(enterprisesText)
  if (flag === null) return <span className="soft">{t('noFlag')}</span>
  return <StatusMark status={flag === 'eliminated' ? 'overdue' : 'soon'} word={t(`flag.${flag}`)} />
}

export function FocusTags({ kinds }: { kinds: Site['focusKinds'] }) {
  const pick = usePick()
  if (kinds.length === 0) return <span className="soft">—</span>
  return kinds.map((kind) => <Tag key={kind}>{pick(focusWords[kind])}</Tag>)
}

import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { RewardStatus } from '../reward.ts'
import { rewardText } from '../reward-text.ts'

const marks: Readonly<Record<RewardStatus, MarkStatus>> = {
  open: 'due',
  claimed: 'due',
  eligible: 'due',
  notEligible: 'ended',
  paid: 'done',
  lapsed: 'ended',
}

export function RewardMark({ status }: { status: RewardStatus }) {
  const t = useText(rewardText)
  return <StatusMark status={marks[status]} word={t(`status.${status}`)} />
}

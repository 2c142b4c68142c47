import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { noticesContract } from '../../notices/contract.ts'
import { client } from '../../platform/web/client.ts'
import { useText } from '../../platform/web/text.tsx'
import { supervisionText } from '../text.ts'

const notices = client(noticesContract)
const shown = 50

/** Issued notices to narrow by; the newest first. */
export function NoticeChoice({
  value,
  onChange,
  all = true,
}: {
  value: string | undefined
  onChange: (notice: string | undefined) => void
  all?: boolean
}) {
  const t = useText(supervisionText)
  const issued = useQuery({
    queryKey: ['notices', 'issued'],
    queryFn: () => notices.listNotices({ status: 'issued', limit: shown }),
  })
  return (
    <Select
      className="notice-choice"
      aria-label={t('notice')}
      placeholder={t(all ? 'notice.all' : 'summary.pick')}
      allowClear={all}
      loading={issued.isPending}
      value={value}
      onChange={(chosen: string | undefined) => onChange(chosen)}
      options={
        issued.data?.rows.map((notice) => ({ value: notice.id, label: `${notice.number} ${notice.title}` })) ?? []
      }
    />
  )
}

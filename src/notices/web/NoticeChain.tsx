import type { ReactNode } from 'react'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { NoticeRecord } from '../contract.ts'
import { noticesText } from '../text.ts'

/** From the superior's number over ours to those that pass it on: each one click away. */
export function NoticeChain({ notice }: { notice: NoticeRecord }) {
  const t = useText(noticesText)
  return (
    <ol className="notice-chain" aria-label={t('chain')}>
      <Link name={t('chain.superior')}>
        {notice.superior && <Reference {...notice.superior} />}
        {!notice.superior && notice.superiorNumber && (
          <span>
            {notice.superiorNumber} <small className="soft">{t('chain.outside')}</small>
          </span>
        )}
        {!notice.superior && !notice.superiorNumber && <span className="soft">{t('chain.none')}</span>}
      </Link>
      <Link name={t('chain.ours')} here>
        <span>{notice.number ?? t('noNumber')}</span>
      </Link>
      <Link name={t('chain.subordinate')}>
        {notice.subordinate.length === 0 && <span className="soft">{t('chain.none')}</span>}
        {notice.subordinate.map((one) => (
          <Reference key={one.id} {...one} />
        ))}
      </Link>
    </ol>
  )
}

function Link({ name, here = false, children }: { name: string; here?: boolean; children: ReactNode }) {
  return (
    <li aria-current={here || undefined}>
      <small className="soft">{name}</small>
      {children}
    </li>
  )
}

function Reference({ id, number, title }: NoticeRecord['subordinate'][number]) {
  const t = useText(noticesText)
  return (
    <ScreenLink to={`/notices/${id}`} label={`${number ?? t('noNumber')} ${title}`}>
      {number ?? t('noNumber')}
    </ScreenLink>
  )
}

/** What has happened to a notice beside its text: review, seal, what it supersedes, why it ended; and the remarks it was passed on with. */
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { NoticeRecord } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

export function NoticeFacts({ notice }: { notice: NoticeRecord }) {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const format = useFormat()
  const { sealKind, sealedFileId, sealedAt, reviewedBy, reviewedAt, digest } = notice
  return (
    <>
      {notice.withdrawnReason && <p>{n('withdrawnBecause', { reason: notice.withdrawnReason })}</p>}
      {notice.reviewNote && (
        <p>
          {t(notice.status === 'discarded' ? 'discardedBecause' : 'returnedBecause', { reason: notice.reviewNote })}
        </p>
      )}
      <Facts
        facts={[
          [t('supersedes'), notice.supersedes ? <Other key="old" of={notice.supersedes} /> : undefined],
          [t('supersededBy'), notice.supersededBy ? <Other key="new" of={notice.supersededBy} /> : undefined],
          [
            t('review'),
            reviewedBy && reviewedAt
              ? t('reviewedBy', { name: reviewedBy, at: format.instant(reviewedAt) })
              : notice.number === null
                ? undefined
                : t('reviewedBy.nobody'),
          ],
          [
            t('sealed'),
            sealKind && sealedFileId && sealedAt ? (
              <Fragment key="seal">
                <a href={`/api/files/${sealedFileId}`}>{t('seal.download', { kind: t(sealKind) })}</a>{' '}
                {format.instant(sealedAt)}
              </Fragment>
            ) : undefined,
          ],
          [
            t('digest'),
            digest ? (
              <code key="digest" className="digest">
                {digest}
              </code>
            ) : undefined,
          ],
        ]}
      />
    </>
  )
}

const Other = ({ of }: { of: NonNullable<NoticeRecord['superior']> }) => (
  <ScreenLink to={`/notices/${of.id}`}>{`${of.number ?? ''} ${of.title}`}</ScreenLink>
)

/** Remarks with which places above me, or below me, passed the notice on. */
export function Forwards({ noticeId }: { noticeId: string }) {
  const t = useText(deliveryText)
  const format = useFormat()
  const found = useQuery({
    queryKey: ['notice', noticeId, 'forwards'],
    queryFn: () => notices.listForwards({ id: noticeId }),
  })
  if (!found.data || found.data.rows.length === 0) return null
  return (
    <section>
      <h2 className="part">{t('forwards')}</h2>
      <ul className="forwards">
        {found.data.rows.map((row) => (
          <li key={row.id}>
            <strong>{t('forward.of', { name: row.areaName })}</strong>{' '}
            <small className="soft">
              {row.forwardedBy} · {format.instant(row.forwardedAt)}
              {row.addressees > 0 && ` · ${t('tree.signed', { confirmed: row.confirmed, count: row.addressees })}`}
            </small>
            <p>{row.remark}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

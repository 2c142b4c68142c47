/** The tree of documents: the superior's number, ours, each county's own and the townships', each one click away. */
import { useQuery } from '@tanstack/react-query'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import type { TreeNode } from '../receipt-contract.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

export function NoticeTree({ noticeId }: { noticeId: string }) {
  const t = useText(deliveryText)
  const found = useQuery({
    queryKey: ['notice', noticeId, 'tree'],
    queryFn: () => notices.getNoticeTree({ id: noticeId }),
  })
  if (found.isError) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return null
  const { superiorNumber, nodes, more } = found.data
  const roots = nodes.filter((node) => node.parentId === null)
  const branch = <Branch of={roots} all={nodes} here={noticeId} />
  return (
    <nav className="notice-tree" aria-label={t('tree')}>
      {superiorNumber && roots[0]?.kind === 'notice' ? (
        <ul>
          <li>
            <span className="tree-node">
              <strong>{superiorNumber}</strong> <small className="soft">{t('tree.outside')}</small>
            </span>
            {branch}
          </li>
        </ul>
      ) : (
        branch
      )}
      {more && <p className="soft">{t('tree.more')}</p>}
    </nav>
  )
}

function Branch({ of, all, here }: { of: TreeNode[]; all: TreeNode[]; here: string }) {
  if (of.length === 0) return null
  return (
    <ul>
      {of.map((node) => (
        <li key={node.id}>
          <Node node={node} here={node.kind === 'notice' && node.id === here} />
          <Branch of={all.filter((other) => other.parentId === node.id)} all={all} here={here} />
        </li>
      ))}
    </ul>
  )
}

function Node({ node, here }: { node: TreeNode; here: boolean }) {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const pick = usePick()
  const { kind, number, title, by, addressees, confirmed, noticeId } = node
  const name = number ?? n('noNumber')
  const label = kind === 'forward' ? t('forward.of', { name: pick(by) }) : name
  return (
    <span className="tree-node" aria-current={here || undefined}>
      {here ? (
        <strong>{label}</strong>
      ) : (
        <ScreenLink to={`/notices/${noticeId}`} label={`${label} ${title}`}>
          {label}
        </ScreenLink>
      )}{' '}
      {kind === 'notice' && <span className="soft">{pick(by)}</span>}
      {here && <small className="soft">{t('tree.here')}</small>}
      {node.status !== 'issued' && kind === 'notice' && <small className="soft">{n(node.status)}</small>}
      {addressees > 0 && number !== null && (
        <small className="soft">{t('tree.signed', { confirmed, count: addressees })}</small>
      )}
    </span>
  )
}

/** The posts of one area with their holders, and who answers above it. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { areasContract } from '../../areas/contract.ts'
import { client } from '../../platform/web/client.ts'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { Present } from '../../platform/web/Present.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { mayAppoint } from '../appointment.ts'
import { gridText } from '../text.ts'
import { AppointForm } from './AppointForm.tsx'
import { grid } from './grid-client.ts'
import { OnLeave } from './Leave.tsx'

const areas = client(areasContract)

export function AreaPosts({ areaId, asOf }: { areaId: number; asOf: string | undefined }) {
  const t = useText(gridText)
  const pick = usePick()
  const format = useFormat()
  const me = useMe()
  const [appointing, setAppointing] = useState(false)
  const area = useQuery({ queryKey: ['area', areaId, asOf], queryFn: () => areas.getArea({ id: areaId, asOf }) })
  const posts = useQuery({ queryKey: ['areaPosts', areaId, asOf], queryFn: () => grid.listPosts({ areaId, asOf }) })
  if (posts.isError) return <PageError error={posts.error} onRetry={() => void posts.refetch()} />
  if (!posts.data || !area.data) return null
  return (
    <>
      <h2 className="part">{t('posts')}</h2>
      {mayAppoint(me, area.data) && (
        <div className="acts acts-above">
          <Present>
            <Button onClick={() => setAppointing(true)}>{t('appoint')}</Button>
          </Present>
        </div>
      )}
      <ul className="plain-list">
        {posts.data.rows.map((row) => (
          <li key={`${row.post}${row.agencyId}`}>
            <strong>{t(`post.${row.post}`)}</strong> {row.agencyName && pick(row.agencyName)}{' '}
            <small className="soft">
              {row.required > 0 ? t('required', { count: row.required }) : t('notRequired')}
            </small>{' '}
            {row.holders.length < row.required && <StatusMark status="overdue" word={t('nobody')} />}
            {row.holders.map((holder) => (
              <span key={holder.id} className="holder">
                <ScreenLink to={`/grid/appointments?open=${holder.id}`}>{holder.officialName}</ScreenLink>{' '}
                <small className="soft">
                  {holder.phone ?? t('noPhone')} · {t('since', { date: format.date(holder.validFrom) })}
                </small>{' '}
                {holder.leave && <OnLeave leave={holder.leave} />}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <Chain areaId={areaId} asOf={asOf} />
      {appointing && <AppointForm area={area.data} onClose={() => setAppointing(false)} />}
    </>
  )
}

function Chain({ areaId, asOf }: { areaId: number; asOf: string | undefined }) {
  const t = useText(gridText)
  const chain = useQuery({ queryKey: ['areaChain', areaId, asOf], queryFn: () => grid.getChain({ areaId, asOf }) })
  const above = chain.data?.rows.filter((link) => link.areaId !== areaId) ?? []
  if (above.length === 0) return null
  return (
    <>
      <h2 className="part">{t('chain')}</h2>
      <ul className="plain-list">
        {above.map((link) => (
          <li key={`${link.areaId}${link.post}${link.officialId}`}>
            {link.areaName} · {t(`post.${link.post}`)}{' '}
            {link.name === null ? <StatusMark status="overdue" word={t('nobody')} /> : <strong>{link.name}</strong>}{' '}
            {link.onLeave && <StatusMark status="suspended" word={t('away')} />}{' '}
            <small className="soft">{link.phone}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the last nightly check found; a limit left with somebody who has gone can be handed over from here. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePastDay } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { changeText } from '../change-text.ts'
import type { Orphan } from '../hand-over-contract.ts'
import { ReceiverField } from './EndAppointment.tsx'
import { grid } from './grid-client.ts'

export function OrphanPanel() {
  const t = useText(changeText)
  const format = useFormat()
  const past = usePastDay()
  const check = useQuery({ queryKey: ['orphans'], queryFn: () => grid.getOrphanCheck({}), enabled: !past })
  if (!check.data) return null
  const { checkedAt, found, rows } = check.data
  if (checkedAt === null) return <p className="soft">{t('orphansNever')}</p>
  const time = format.instant(checkedAt)
  if (found === 0)
    return (
      <p>
        <StatusMark status="done" word={t('orphansNone', { time })} />
      </p>
    )
  if (rows.length === 0) return <p className="soft">{t('orphansElsewhere', { time, count: found })}</p>
  return (
    <section aria-label={t('orphanCheck')}>
      <p>
        <StatusMark status="overdue" word={t('orphansFound', { time, count: found })} />
      </p>
      <ul className="plain-list">
        {rows.map((row) => (
          <li key={row.id}>
            {row.areaName} ·{' '}
            {t(wordOf(row), { table: row.tableName ?? '', count: row.count, name: row.officialName ?? '' })}{' '}
            {row.appointmentId && <HandOverLater orphan={row} appointmentId={row.appointmentId} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A limit that no person holds by name is an office's. */
const wordOf = ({ kind, officialId }: Orphan) =>
  kind === 'limit' && officialId === null ? 'orphan.officeLimit' : (`orphan.${kind}` as const)

function HandOverLater({ orphan, appointmentId }: { orphan: Orphan; appointmentId: string }) {
  const t = useText(changeText)
  return (
    <FormAct<{ toOfficialId: string; reason: string }, unknown>
      small
      label={t('handOverLater')}
      help={t('handOverLaterHelp', { name: orphan.officialName ?? '' })}
      run={(values) => grid.handOverLater({ id: appointmentId, ...values })}
      done={t('handedOver')}
    >
      <LaterReceiver appointmentId={appointmentId} />
      <Form.Item
        name="reason"
        label={t('endReason')}
        rules={[{ required: true, whitespace: true, message: t('required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}

function LaterReceiver({ appointmentId }: { appointmentId: string }) {
  const work = useQuery({
    queryKey: ['openWork', appointmentId, today()],
    queryFn: () => grid.getOpenWork({ id: appointmentId, on: today() }),
  })
  return <ReceiverField receivers={work.data?.receivers} />
}

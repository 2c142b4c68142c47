/** One appointment with what can be done about it. */
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { Present } from '../../platform/web/Present.tsx'
import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { type Appointment, mayAppoint, mayChangePhone, mayEnterLeave } from '../appointment.ts'
import { gridText } from '../text.ts'
import { EndAppointment } from './EndAppointment.tsx'
import { grid } from './grid-client.ts'
import { LeaveActs, LeaveDays } from './Leave.tsx'
import { PledgePart } from './PledgePart.tsx'

export function AppointmentDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(gridText)
  const pick = usePick()
  const format = useFormat()
  const me = useMe()
  const [dialog, setDialog] = useState<'end' | 'phone' | null>(null)
  const query = useQuery({
    queryKey: ['appointment', id],
    queryFn: () => grid.getAppointment({ id: id ?? '' }),
    enabled: id !== undefined,
  })
  const held = query.data
  const place = held && { officialId: held.officialId, path: held.areaPath, level: held.level }
  const running = held !== undefined && (held.validTo === null || held.validTo > today())
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={held && `${held.officialName} · ${t(`post.${held.post}`)}`}
      loading={query.isPending}
      error={query.error}
      onRetry={() => void query.refetch()}
      acts={
        place && (
          <Present>
            {mayChangePhone(me, place) && <Button onClick={() => setDialog('phone')}>{t('changePhone')}</Button>}
            {running && mayEnterLeave(me, place) && <LeaveActs held={held} />}
            {running && mayAppoint(me, place) && (
              <Button danger onClick={() => setDialog('end')}>
                {t('endAppointment')}
              </Button>
            )}
          </Present>
        )
      }
    >
      {held && (
        <Facts
          facts={[
            [t('area'), held.areaName],
            [t('agency'), held.agencyName ? pick(held.agencyName) : undefined],
            [t('phone'), held.phone],
            [t('from'), format.date(held.validFrom)],
            [t('to'), held.validTo && format.date(held.validTo)],
            [t('away'), held.leave && <LeaveDays key="away" leave={held.leave} />],
            [t('source'), held.source],
            [t('pledge'), t(held.pledgeFileId ? 'pledgeFiled' : 'pledgeMissing')],
            [t('lastActive'), held.lastActiveOn && format.date(held.lastActiveOn)],
          ]}
        />
      )}
      {held && <PledgePart held={held} />}
      {held && dialog === 'end' && <EndAppointment held={held} onClose={() => setDialog(null)} />}
      {held && dialog === 'phone' && <PhoneDialog held={held} onClose={() => setDialog(null)} />}
    </RecordDrawer>
  )
}

type DialogProps = { held: Appointment; onClose: () => void }

function PhoneDialog({ held, onClose }: DialogProps) {
  const t = useText(gridText)
  const [phone, setPhone] = useState(held.phone ?? '')
  const { act, pending, error } = useMutationAct({
    run: (next: string) => grid.changePhone({ id: held.id, phone: next.trim() || null }),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={t('changePhone')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={pending}
      onOk={() => void act(phone)}
      onCancel={onClose}
    >
      <Input
        aria-label={t('phone')}
        inputMode="tel"
        maxLength={25}
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
        onPressEnter={() => void act(phone)}
      />
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}

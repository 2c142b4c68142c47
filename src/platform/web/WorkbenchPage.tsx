/** The first page: what must I do today, what is wrong in my area, what changed since I was last here. */
import { useContext, useMemo } from 'react'
import { hasRole } from '../shared/permission.ts'
import { useAreaChoice } from './area-source.ts'
import { Doors } from './Doors.tsx'
import { DueLimits, NewLimits } from './DueLimits.tsx'
import { useFormat } from './format.ts'
import { lastVisit } from './last-visit.ts'
import { PageFrame } from './PageFrame.tsx'
import { platformText } from './platform-text.ts'
import { SchedulerAlarm } from './SchedulerAlarm.tsx'
import { ScreensContext, type WorkbenchPanel } from './screen.ts'
import { usePastDay } from './search.ts'
import { useMe } from './session.ts'
import { useText } from './text.tsx'

export default function WorkbenchPage() {
  const t = useText(platformText)
  const format = useFormat()
  const me = useMe()
  const past = usePastDay()
  const since = useMemo(() => lastVisit(me.accountId, new Date()), [me.accountId])
  return (
    <PageFrame
      title={t('workbench')}
      lead={since && !past ? t('bench.since.at', { at: format.instant(since) }) : undefined}
      scope
    >
      {hasRole(me, 'gridWorker') && !past && <Doors />}
      {hasRole(me, 'systemAdmin', 'cityOffice') && !past && (
        <SchedulerAlarm mayOpenHealth={hasRole(me, 'systemAdmin')} />
      )}
      <Panels slot="today" since={since} />
      <DueLimits />
      <section className="bench-part">
        <h2 className="part">{t('bench.area')}</h2>
        <Panels slot="area" since={since} />
      </section>
      {!past && (
        <section className="bench-part">
          <h2 className="part">{t('bench.since')}</h2>
          {since === null ? <p className="soft">{t('bench.since.first')}</p> : <NewLimits since={since} />}
          <Panels slot="since" since={since} />
        </section>
      )}
    </PageFrame>
  )
}

function Panels({ slot, since }: { slot: WorkbenchPanel['slot']; since: string | null }) {
  const t = useText(platformText)
  const me = useMe()
  const { areaId } = useAreaChoice()
  const all = useContext(ScreensContext).flatMap((module) => module.panels ?? [])
  const mine = all
    .filter((panel) => panel.slot === slot && (!panel.roles || hasRole(me, ...panel.roles)))
    .toSorted((a, b) => a.order - b.order)
  if (mine.length === 0 && slot === 'area') return <p className="soft">{t('bench.area.none')}</p>
  return (
    <div className={slot === 'today' ? 'bench-today' : 'bench-panels'}>
      {mine.map((panel) => (
        <panel.component key={`${panel.slot}${panel.order}`} areaId={areaId} since={since} />
      ))}
    </div>
  )
}

/** One listed matter: why and by whom it is listed, what was reported, and the proof with which it was struck off. */
import { useQuery } from '@tanstack/react-query'
import { Form } from 'antd'
import { useState } from 'react'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import { answersFor } from '../superior.ts'
import { mayStrikeOff } from '../urging.ts'
import type { UrgingRecord } from '../urging-contract.ts'
import { urgingText } from '../urging-text.ts'
import { CitedPicks } from './PickGrounds.tsx'
import { supervision } from './supervision-client.ts'
import { UrgingMark } from './urging-marks.tsx'
import './supervision.css'

export default function UrgingPage() {
  const t = useText(urgingText)
  const id = useParam('id')
  const found = useQuery({ queryKey: ['urging', id], queryFn: () => supervision.getUrging({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('urging')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const urging = found.data
  return (
    <PageFrame
      title={`${t('urging')} ${urging.number}`}
      status={<UrgingMark urging={urging} />}
      actions={<Acts urging={urging} />}
    >
      {urging.returnReason && <p>{t('returnedBecause', { reason: urging.returnReason })}</p>}
      <Why urging={urging} />
      <Outcome urging={urging} />
      <RecordHistory subjectId={urging.id} />
    </PageFrame>
  )
}

function Why({ urging }: { urging: UrgingRecord }) {
  const t = useText(urgingText)
  const pick = usePick()
  const format = useFormat()
  const path = useSubjectPath()(urging.subjectKind, urging.subjectId)
  const by = `${pick(urging.listerName)} · ${urging.listedByName} · ${format.instant(urging.listedAt)}`
  return (
    <>
      <Facts
        facts={[
          [
            t('subject'),
            <>
              {t(`kind.${urging.subjectKind}`)} · {urging.title}{' '}
              {path && <ScreenLink to={path}>{t('openSubject')}</ScreenLink>}
            </>,
          ],
          [t('area'), urging.areaName],
          [t('level'), t(`level.${urging.listerLevel}`)],
          [t('listedBy'), by],
          [
            t('reason'),
            <span key="reason" className="long-text">
              {urging.reason}
            </span>,
          ],
          [t('dueOn'), format.date(urging.dueOn)],
          [t('publicWords'), urging.publicWords ?? t('publicWords.none')],
        ]}
      />
      <p>
        <ScreenLink to={`/supervision/rectifications?sourceId=${urging.id}`}>{t('items')}</ScreenLink>
      </p>
      <CitedPicks picks={urging.picks} />
    </>
  )
}

function Files({ files }: { files: UrgingRecord['proofFiles'] }) {
  return (
    <ul className="plain-list">
      {files.map((file) => (
        <li key={file.id}>
          <a href={`/api/files/${file.id}`}>{file.name}</a>
        </li>
      ))}
    </ul>
  )
}

function Outcome({ urging }: { urging: UrgingRecord }) {
  const t = useText(urgingText)
  const format = useFormat()
  return (
    <>
      {urging.answer && (
        <>
          <h2 className="part">{t('answer')}</h2>
          <p className="soft">
            {urging.answererName} · {urging.answeredOn && format.date(urging.answeredOn)}
          </p>
          <p className="long-text">{urging.answer}</p>
          <Files files={urging.answerFiles} />
        </>
      )}
      {urging.findings && (
        <>
          <h2 className="part">{t(urging.status === 'withdrawn' ? 'withdraw' : 'findings')}</h2>
          <p className="soft">
            {urging.endedByName} · {urging.endedOn && format.date(urging.endedOn)}
          </p>
          <p className="long-text">{urging.findings}</p>
          <Files files={urging.proofFiles} />
        </>
      )}
    </>
  )
}

function Acts({ urging }: { urging: UrgingRecord }) {
  const t = useText(urgingText)
  const me = useMe()
  const { id, status } = urging
  const open = status === 'listed' || status === 'answered'
  return (
    <>
      {status === 'listed' && answersFor(me, urging) && <AnswerIn urging={urging} />}
      {open && mayStrikeOff(me, urging) && (
        <>
          <StrikeOff urging={urging} />
          {status === 'answered' && (
            <ActButton
              label={t('return')}
              reason="required"
              run={(reason) => supervision.returnUrging({ id, reason })}
              done={t('return.done')}
            />
          )}
          <ActButton
            label={t('withdraw')}
            reason="required"
            run={(reason) => supervision.withdrawUrging({ id, reason })}
            done={t('withdraw.done')}
          />
        </>
      )}
    </>
  )
}

function AnswerIn({ urging }: { urging: UrgingRecord }) {
  const t = useText(urgingText)
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  return (
    <FormAct<{ answer: string }, unknown>
      primary
      label={t('answer')}
      help={t('answer.help')}
      run={({ answer }) => supervision.answerUrging({ id: urging.id, answer, fileIds: files.map((file) => file.id) })}
      done={t('answer.done')}
      onDone={() => setFiles([])}
    >
      <WordsField name="answer" label={t('answer')} rows={5} missing={t('required')} />
      <FilePick areaId={urging.areaId} purpose="evidence" files={files} onChange={setFiles} label={t('answer.files')} />
    </FormAct>
  )
}

function StrikeOff({ urging }: { urging: UrgingRecord }) {
  const t = useText(urgingText)
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  return (
    <FormAct<{ findings: string }, unknown>
      primary
      label={t('strikeOff')}
      help={t('strikeOff.help')}
      run={({ findings }) => supervision.strikeOffUrging({ id: urging.id, findings, fileIds: files.map((f) => f.id) })}
      done={t('strikeOff.done')}
      onDone={() => setFiles([])}
    >
      <WordsField name="findings" label={t('findings')} rows={4} missing={t('required')} />
      <Form.Item
        label={t('proof')}
        name="proof"
        rules={[
          {
            validator: () => (files.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('strikeOff.missing')))),
          },
        ]}
      >
        <FilePick
          areaId={urging.areaId}
          purpose="evidence"
          files={files}
          onChange={setFiles}
          label={t('strikeOff.files')}
        />
      </Form.Item>
    </FormAct>
  )
}

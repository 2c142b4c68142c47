/** What can be done with a summons, step by step. */
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import { type Minutes, mayDecide } from '../summons.ts'
import type { SummonsRecord } from '../summons-contract.ts'
import { summonsText } from '../summons-text.ts'
import { answersFor, standsAbove } from '../superior.ts'
import { supervision } from './supervision-client.ts'

const fileOf = (id: string, paper: 'notice' | 'minutes', format: 'docx' | 'pdf') =>
  `/api/supervision/summons/${id}/document?paper=${paper}&format=${format}`

export function SummonsActs({ summons }: { summons: SummonsRecord }) {
  const t = useText(summonsText)
  const me = useMe()
  const { id, status } = summons
  const above = standsAbove(me, summons)
  return (
    <>
      {status === 'proposed' && mayDecide(me, summons) && (
        <>
          <ActButton
            primary
            label={t('approve')}
            run={() => supervision.approveSummons({ id })}
            done={t('approve.done')}
          />
          <ActButton
            label={t('decline')}
            reason="required"
            run={(reason) => supervision.declineSummons({ id, reason })}
            done={t('decline.done')}
          />
        </>
      )}
      {status === 'approved' && above && <Notify id={id} />}
      {status === 'notified' && above && <RecordMinutes id={id} />}
      {status === 'minuted' && answersFor(me, summons) && <AnswerIn summons={summons} />}
      {status === 'answered' && above && <Verify id={id} />}
      {summons.number && <Papers id={id} paper="notice" />}
      {summons.minutesNumber && <Papers id={id} paper="minutes" />}
    </>
  )
}

function Papers({ id, paper }: { id: string; paper: 'notice' | 'minutes' }) {
  const t = useText(summonsText)
  return (
    <>
      <Button href={fileOf(id, paper, 'docx')} download>
        {t(`${paper}Word`)}
      </Button>
      <Button href={fileOf(id, paper, 'pdf')} download>
        {t(`${paper}Pdf`)}
      </Button>
    </>
  )
}

function Notify({ id }: { id: string }) {
  const t = useText(summonsText)
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<{ talkAt: string; place: string; attendees: string }, unknown>
      primary
      label={t('notify')}
      help={t('notify.help')}
      run={({ talkAt, ...rest }) => supervision.notifySummons({ id, ...rest, talkAt: `${talkAt}:00+08:00` })}
      done={t('notify.done')}
    >
      <Form.Item name="talkAt" label={t('talkAt')} extra={t('talkAt.help')} rules={[given]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="place" label={t('place')} rules={[given]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="attendees" label={t('attendees')} rules={[given]}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
    </FormAct>
  )
}

function RecordMinutes({ id }: { id: string }) {
  const t = useText(summonsText)
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<Minutes, unknown>
      primary
      width={720}
      label={t('minute')}
      help={t('minute.help')}
      initialValues={{ demands: [{}] }}
      run={(minutes) => supervision.recordMinutes({ id, ...minutes })}
      done={t('minute.done')}
    >
      <Form.Item name="heldOn" label={t('heldOn')} rules={[{ required: true, message: t('required') }]}>
        <DayField />
      </Form.Item>
      {(['present', 'problem', 'explanation'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(name)} rules={[given]}>
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
      ))}
      <Demands />
      <Form.Item name="commitment" label={t('commitment')} rules={[given]}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
    </FormAct>
  )
}

function Demands() {
  const t = useText(summonsText)
  const given = { required: true, message: t('required') }
  return (
    <Form.List name="demands">
      {(fields, { add }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className="summons-demand">
              <Form.Item name={[field.name, 'text']} label={t('demand')} rules={[{ ...given, whitespace: true }]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[field.name, 'dueOn']} label={t('demand.dueOn')} rules={[given]}>
                <DayField />
              </Form.Item>
            </div>
          ))}
          <Button type="link" onClick={() => add({})}>
            {t('addDemand')}
          </Button>
        </>
      )}
    </Form.List>
  )
}

function AnswerIn({ summons }: { summons: SummonsRecord }) {
  const t = useText(summonsText)
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  return (
    <FormAct<{ answer: string }, unknown>
      primary
      label={t('answer')}
      help={t('answer.help')}
      run={({ answer }) => supervision.answerSummons({ id: summons.id, answer, fileId: files[0]?.id ?? null })}
      done={t('answer.done')}
    >
      <WordsField name="answer" label={t('answer')} rows={5} missing={t('required')} />
      <FilePick
        areaId={summons.areaId}
        purpose="document"
        files={files}
        onChange={setFiles}
        single
        label={t('answer.file')}
      />
    </FormAct>
  )
}

function Verify({ id }: { id: string }) {
  const t = useText(summonsText)
  return (
    <>
      <FormAct<{ findings: string }, unknown>
        primary
        label={t('verify')}
        help={t('verify.help')}
        run={({ findings }) => supervision.verifySummons({ id, findings })}
        done={t('verify.done')}
      >
        <WordsField name="findings" label={t('findings')} rows={4} missing={t('required')} />
      </FormAct>
      <ActButton
        label={t('return')}
        reason="required"
        run={(reason) => supervision.returnAnswer({ id, reason })}
        done={t('return.done')}
      />
    </>
  )
}

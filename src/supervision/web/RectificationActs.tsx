/** What can be done with an item of the ledger, step by step. */
import { App, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import { mayAccept, mayWithdraw, objectionChannels } from '../rectification.ts'
import type { RectificationRecord } from '../rectification-contract.ts'
import { rectificationText } from '../rectification-text.ts'
import { answersFor, standsDirectlyAbove } from '../superior.ts'
import { PaperLinks } from './PaperLinks.tsx'
import { supervision } from './supervision-client.ts'

export function RectificationActs({ item }: { item: RectificationRecord }) {
  const t = useText(rectificationText)
  const me = useMe()
  const { id, status } = item
  const above = standsDirectlyAbove(me, item)
  return (
    <>
      {status === 'open' && answersFor(me, item) && <AnswerIn item={item} />}
      {status === 'answered' && mayAccept(me, item) && <Review id={id} />}
      {status === 'accepted' && above && <Publicise item={item} />}
      {status === 'publicised' && above && (
        <>
          {item.publicUntil !== null && today() > item.publicUntil && (
            <ActButton
              primary
              label={t('strikeOff')}
              confirm={<p>{t('strikeOff.confirm')}</p>}
              run={() => supervision.strikeOffRectification({ id })}
              done={t('strikeOff.done')}
            />
          )}
          <ObjectTo id={id} />
        </>
      )}
      {(status === 'open' || status === 'answered') && mayWithdraw(me, item) && (
        <ActButton
          label={t('withdraw')}
          reason="required"
          run={(reason) => supervision.withdrawRectification({ id, reason })}
          done={t('withdraw.done')}
        />
      )}
      <PaperLinks
        address={`/api/supervision/rectifications/${id}/document?`}
        word={t('document.docx')}
        pdf={t('document.pdf')}
      />
    </>
  )
}

function AnswerIn({ item }: { item: RectificationRecord }) {
  const t = useText(rectificationText)
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  return (
    <FormAct<{ answer: string }, unknown>
      primary
      label={t('answer')}
      help={t('answer.help')}
      run={({ answer }) =>
        supervision.answerRectification({ id: item.id, answer, fileIds: files.map((file) => file.id) })
      }
      done={t('answer.done')}
      onDone={() => setFiles([])}
    >
      <WordsField name="answer" label={t('answers')} rows={5} missing={t('required')} />
      <FilePick
        areaId={item.areaId}
        purpose="evidence"
        files={files}
        onChange={setFiles}
        camera
        label={t('answer.files')}
      />
    </FormAct>
  )
}

function Review({ id }: { id: string }) {
  const t = useText(rectificationText)
  return (
    <>
      <FormAct<{ findings: string }, unknown>
        primary
        label={t('accept')}
        help={t('accept.help')}
        run={({ findings }) => supervision.acceptRectification({ id, findings })}
        done={t('accept.done')}
      >
        <WordsField name="findings" label={t('findings')} rows={4} missing={t('required')} />
      </FormAct>
      <ActButton
        label={t('return')}
        reason="required"
        run={(reason) => supervision.returnRectification({ id, reason })}
        done={t('return.done')}
      />
    </>
  )
}

function Publicise({ item }: { item: RectificationRecord }) {
  const t = useText(rectificationText)
  const format = useFormat()
  const { message } = App.useApp()
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<{ problem: string; result: string }, { publicUntil: string }>
      primary
      label={t('publicise')}
      help={t('publicise.help')}
      run={(words) => supervision.publiciseRectification({ id: item.id, ...words })}
      done={null}
      onDone={({ publicUntil }) => {
        message.success(t('publicise.done', { date: format.date(publicUntil) }))
      }}
    >
      <Form.Item name="problem" label={t('public.problem')} rules={[given]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="result" label={t('public.result')} rules={[given]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}

type Objection = { channel: (typeof objectionChannels)[number]; objection: string; dueOn?: string }

function ObjectTo({ id }: { id: string }) {
  const t = useText(rectificationText)
  return (
    <FormAct<Objection, unknown>
      label={t('object')}
      help={t('object.help')}
      run={({ dueOn, ...values }) => supervision.recordObjection({ id, ...values, dueOn: dueOn ?? null })}
      done={t('object.done')}
    >
      <Form.Item name="channel" label={t('channel')} rules={[{ required: true, message: t('required') }]}>
        <Select options={objectionChannels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      </Form.Item>
      <WordsField name="objection" label={t('objection')} rows={4} missing={t('required')} />
      <Form.Item name="dueOn" label={t('dueOn')} extra={t('dueOn.help')}>
        <DayField />
      </Form.Item>
    </FormAct>
  )
}

import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { Present } from '../../platform/web/Present.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { JudgementRow } from '../contract.ts'
import { evidenceText } from '../evidence-text.ts'
import { expertsNeeded, type settling } from '../judgement.ts'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'

type Values = Pick<z.infer<typeof settling>, 'outcome' | 'experts'>
const noExpert = { name: '', body: '' }

/** Enters the written opinion of at least two experts. */
export function SettleButton({ judgement, areaId }: { judgement: JudgementRow; areaId: number }) {
  const t = useText(visitText)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Present>
        <Button onClick={() => setOpen(true)}>{t('settle')}</Button>
      </Present>
      {open && <SettleForm judgement={judgement} areaId={areaId} onClose={() => setOpen(false)} />}
    </>
  )
}

function SettleForm({ judgement, areaId, onClose }: { judgement: JudgementRow; areaId: number; onClose: () => void }) {
  const t = useText(visitText)
  const e = useText(evidenceText)
  const [form] = Form.useForm<Values>()
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  const [missing, setMissing] = useState(false)
  const { act, pending, error } = useMutationAct({
    run: ({ values, opinionFileId }: { values: Values; opinionFileId: string }) =>
      inspections.settleJudgement({ id: judgement.id, ...values, opinionFileId }),
    done: t('settle.done'),
    onDone: onClose,
  })
  const send = (values: Values) => {
    const [file] = files
    setMissing(!file)
    if (file) void act({ values, opinionFileId: file.id })
  }
  return (
    <Modal open title={t('settle')} okText={t('settle')} confirmLoading={pending} onOk={form.submit} onCancel={onClose}>
      <p className="soft">{t('settle.help')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ experts: [noExpert, noExpert] }}
        onFinish={send}
      >
        <Form.Item name="outcome" label={t('settle.outcome')} rules={[{ required: true, message: t('required') }]}>
          <Radio.Group
            options={(['permitted', 'forbidden'] as const).map((value) => ({ value, label: e(`outcome.${value}`) }))}
          />
        </Form.Item>
        <ExpertFields />
      </Form>
      <p>{t('settle.opinion')}</p>
      <FilePick areaId={areaId} purpose="scan" files={files} onChange={setFiles} single />
      {missing && files.length === 0 && <p className="late">{t('settle.opinionMissing')}</p>}
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}

function ExpertFields() {
  const t = useText(visitText)
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <Form.List name="experts">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, i) => (
            <div key={field.key} className="expert-row">
              <Form.Item
                name={[field.name, 'name']}
                label={`${t('settle.expert', { number: i + 1 })} ${t('settle.name')}`}
                rules={[given]}
              >
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[field.name, 'body']} label={t('settle.body')} rules={[given]}>
                <Input maxLength={200} />
              </Form.Item>
              {fields.length > expertsNeeded && (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('settle.remove')}
                  onClick={() => remove(field.name)}
                />
              )}
            </div>
          ))}
          <Button type="link" onClick={() => add(noExpert)}>
            {t('settle.add')}
          </Button>
        </>
      )}
    </Form.List>
  )
}

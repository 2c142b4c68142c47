/** Every model proposed so far, who decided on it, and the acts that are possible. */
import { Form, Input, Table } from 'antd'
import { ActButton } from '../../platform/web/act.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { ModelRow } from '../detector-contract.ts'
import { detectorModel } from '../detector-model.ts'
import { detectorText } from '../detector-text.ts'
import { mayApproveModel, mayWithdrawModel } from '../model-life.ts'
import { metering } from './metering-client.ts'

export function ModelList({ models }: { models: readonly ModelRow[] }) {
  const t = useText(detectorText)
  return (
    <section>
      <h2 className="part">{t('models')}</h2>
      <Table<ModelRow>
        size="small"
        rowKey="version"
        pagination={false}
        scroll={{ x: 640 }}
        dataSource={[...models]}
        columns={[
          {
            key: 'version',
            title: t('version'),
            render: (_, model) => (
              <span title={`${t('digest')} ${model.digest}`}>
                {model.version}
                <br />
                <small className="soft">{model.digest.slice(0, 12)}</small>
              </span>
            ),
          },
          { key: 'status', title: t('status'), render: (_, model) => <ModelStatusCell model={model} /> },
          { key: 'persons', title: t('proposed'), render: (_, model) => <Persons model={model} /> },
          { key: 'acts', title: '', render: (_, model) => <ModelActs model={model} /> },
        ]}
      />
    </section>
  )
}

const marks: Readonly<Record<ModelRow['status'], MarkStatus>> = {
  proposed: 'due',
  approved: 'ended',
  withdrawn: 'ended',
}

function ModelStatusCell({ model }: { model: ModelRow }) {
  const t = useText(detectorText)
  return (
    <>
      {model.inUse ? (
        <StatusMark status="done" word={t('inUse')} />
      ) : (
        <StatusMark
          status={marks[model.status]}
          word={model.status === 'approved' ? t('replaced') : t(`model.${model.status}`)}
        />
      )}
      {model.demonstration && <div className="soft">{t('demonstration')}</div>}
      {model.withdrawnReason && <div className="soft">{model.withdrawnReason}</div>}
    </>
  )
}

function Persons({ model }: { model: ModelRow }) {
  const t = useText(detectorText)
  const format = useFormat()
  const steps = [
    [t('proposed'), model.proposedByName ?? t('byProgram'), model.proposedAt],
    [t('approved'), model.approvedByName, model.approvedAt],
    [t('withdrawn'), model.withdrawnByName, model.withdrawnAt],
  ] as const
  return steps.map(
    ([step, name, at]) =>
      at && (
        <div key={step}>
          <span className="soft">{step}</span> {t('byAt', { name: name ?? '', at: format.instant(at) })}
        </div>
      ),
  )
}

function ModelActs({ model }: { model: ModelRow }) {
  const t = useText(detectorText)
  const me = useMe()
  const { version } = model
  return (
    <span className="acts">
      {mayApproveModel(me, model) && (
        <ActButton
          primary
          label={t('approve')}
          confirm={t('approveConfirm')}
          run={() => metering.approveModel({ version })}
        />
      )}
      {mayWithdrawModel(me, model) && (
        <ActButton
          danger
          label={t('withdraw')}
          confirm={t('withdrawConfirm')}
          reason="required"
          run={(reason) => metering.withdrawModel({ version, reason })}
        />
      )}
    </span>
  )
}

const parsed = (text: string) => {
  try {
    return detectorModel.safeParse(JSON.parse(text))
  } catch {
    return undefined // said by the form
  }
}

export function ProposeModel() {
  const t = useText(detectorText)
  const check = async (_: unknown, text: string) => {
    const result = parsed(text)
    if (!result) throw new Error(t('notJson'))
    if (!result.success) throw new Error(result.error.issues[0]?.path.join('.') ?? t('notJson'))
  }
  return (
    <FormAct<{ text: string }, unknown>
      label={t('propose')}
      help={t('proposeHelp')}
      run={async ({ text }) => metering.proposeModel({ model: detectorModel.parse(JSON.parse(text)) })}
    >
      <Form.Item name="text" label={t('modelFile')} validateTrigger="onSubmit" rules={[{ validator: check }]}>
        <Input.TextArea rows={10} spellCheck={false} />
      </Form.Item>
    </FormAct>
  )
}

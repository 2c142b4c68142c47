/** Makes an account for an official. */
import { Form, Input, Modal } from 'antd'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { Official } from '../official.ts'
import { agenciesText } from '../text.ts'
import { agencies } from './agencies-client.ts'

type Props = { official: Official; onClose: () => void; onMade: (password: string) => void }

export function AccountForm({ official, onClose, onMade }: Props) {
  const t = useText(agenciesText)
  const [form] = Form.useForm<{ userName: string }>()
  const { act, pending, error } = useMutationAct({
    run: ({ userName }: { userName: string }) => agencies.createAccount({ id: official.id, userName }),
    done: null,
    onDone: ({ password }) => {
      onMade(password)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={`${t('createAccount')} · ${official.name}`}
      okText={t('createAccount')}
      cancelText={t('cancel')}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void act(values)}>
        <Form.Item
          name="userName"
          label={t('userName')}
          help={t('userNameHelp')}
          rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{2,29}$/ }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      </Form>
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}

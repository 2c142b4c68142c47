/** One's own account: posts held, password, one-time codes, devices. */
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { ActButton, useMutationAct } from './act.tsx'
import { post } from './client.ts'
import { ErrorPanel } from './ErrorPanel.tsx'
import { Facts } from './Facts.tsx'
import { PageFrame } from './PageFrame.tsx'
import { platformText } from './platform-text.ts'
import { useRecordParts } from './screen.ts'
import { signOut, useMe } from './session.ts'
import { sessionText } from './session-text.ts'
import { usePunctuation, useText } from './text.tsx'

export default function AccountPage() {
  const t = useText(sessionText)
  const { and } = usePunctuation()
  const p = useText(platformText)
  const me = useMe()
  const parts = useRecordParts('account')
  const posts = me.grants.map((grant) => p(`role.${grant.role}`)).join(and)
  return (
    <PageFrame title={t('account')} lead={me.name}>
      <Facts
        facts={[
          [t('posts'), posts || t('posts.none')],
          [t('card'), me.enforcementCard ?? t('card.none')],
        ]}
      />
      {parts.map((part) => (
        <part.component key={part.slot} id={me.officialId} />
      ))}
      <h2 className="part">{t('changePassword')}</h2>
      <PasswordChange />
      <h2 className="part">{t('totp')}</h2>
      <CodeSwitch />
      <h2 className="part">{t('devices')}</h2>
      <p className="soft">{t('devicesHelp')}</p>
      <ActButton
        label={p('signOutEverywhere')}
        danger
        run={() => signOut(true)}
        confirm={t('devicesHelp')}
        done={null}
      />
    </PageFrame>
  )
}

type PasswordFields = { currentPassword: string; newPassword: string; repeated: string }

function PasswordChange() {
  const t = useText(sessionText)
  const p = useText(platformText)
  const [form] = Form.useForm<PasswordFields>()
  const required = { required: true, message: t('required') }
  const { act, pending, error } = useMutationAct({
    run: ({ currentPassword, newPassword }: PasswordFields) =>
      post('/api/auth/change-password', { currentPassword, newPassword, revokeOtherSessions: true }),
    done: t('passwordChanged'),
    onDone: () => form.resetFields(),
  })
  const sameAsNew = {
    validator: (_: unknown, value: string) =>
      value === form.getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error(t('repeat.differs'))),
  }
  return (
    <Form<PasswordFields> form={form} layout="vertical" requiredMark={false} className="narrow-form" onFinish={act}>
      <Form.Item name="currentPassword" label={t('currentPassword')} rules={[required]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label={t('newPassword')}
        extra={t('newPasswordHelp')}
        rules={[required, { min: 10, message: t('newPasswordHelp') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={t('repeatPassword')}
        dependencies={['newPassword']}
        rules={[required, sameAsNew]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      {error && <ErrorPanel error={error} />}
      <Button type="primary" htmlType="submit" loading={pending}>
        {p('save')}
      </Button>
    </Form>
  )
}

type Enrolment = { totpURI: string; backupCodes: string[] }

const enrol = async (password: string): Promise<Enrolment> =>
  (await post('/api/auth/two-factor/enable', { password })) as Enrolment // the documented answer of this door

function CodeSwitch() {
  const t = useText(sessionText)
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const { act, pending, error } = useMutationAct({
    run: ({ password }: { password: string }) => enrol(password),
    done: null,
    onDone: setEnrolment,
  })
  if (enrolment) return <CodeConfirm {...enrolment} />
  return (
    <Form<{ password: string }> layout="vertical" requiredMark={false} className="narrow-form" onFinish={act}>
      <p className="soft">{t('totpHelp')}</p>
      <Form.Item name="password" label={t('currentPassword')} rules={[{ required: true, message: t('required') }]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      {error && <ErrorPanel error={error} />}
      <Button htmlType="submit" loading={pending}>
        {t('totpEnable')}
      </Button>
    </Form>
  )
}

function CodeConfirm({ totpURI, backupCodes }: Enrolment) {
  const t = useText(sessionText)
  const [on, setOn] = useState(false)
  const { act, pending, error } = useMutationAct({
    run: ({ code }: { code: string }) => post('/api/auth/two-factor/verify-totp', { code }),
    done: t('totpOn'),
    onDone: () => setOn(true),
  })
  if (on) return <p role="status">{t('totpOn')}</p>
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} className="narrow-form" onFinish={act}>
      <p>{t('totpAddress')}</p>
      <code className="secret">{totpURI}</code>
      <p>{t('totpBackup')}</p>
      <code className="secret">{backupCodes.join('  ')}</code>
      <Form.Item
        name="code"
        label={t('totpConfirm')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: t('required') }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      {error && <ErrorPanel error={error} />}
      <Button type="primary" htmlType="submit" loading={pending}>
        {t('verify')}
      </Button>
    </Form>
  )
}

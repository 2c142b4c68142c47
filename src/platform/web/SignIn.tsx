/** Signing in: as a page of its own, or over the page whose session has ended. */
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { ErrorPanel } from './ErrorPanel.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { platformText } from './platform-text.ts'
import { signIn, useHealth, verifyCode } from './session.ts'
import { sessionText } from './session-text.ts'
import { useText } from './text.tsx'

export function SignInPage() {
  const t = useText(sessionText)
  const p = useText(platformText)
  const health = useHealth()
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <header>
          <h1>{p('product')}</h1>
          <p className="soft">{p('productLine')}</p>
        </header>
        <SignInForm />
        <footer>
          <a href="/public/">{t('public')}</a>
          <LanguageSwitch />
        </footer>
        {health.data?.demonstration && <p className="demo-line">{p('demonstrationLine')}</p>}
      </div>
    </main>
  )
}

export function SignInForm() {
  const [asksCode, setAsksCode] = useState(false)
  if (asksCode) return <CodeForm onBack={() => setAsksCode(false)} />
  return <PasswordForm onCodeWanted={() => setAsksCode(true)} />
}

type Credentials = { username: string; password: string }

function PasswordForm({ onCodeWanted }: { onCodeWanted: () => void }) {
  const t = useText(sessionText)
  const rules = [{ required: true, message: t('required') }]
  const act = useMutation({
    mutationFn: ({ username, password }: Credentials) => signIn(username.trim(), password),
    onSuccess: (answer) => answer === 'code' && onCodeWanted(),
  })
  return (
    <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(values) => act.mutate(values)}>
      <Form.Item name="username" label={t('username')} rules={rules}>
        <Input autoComplete="username" autoFocus size="large" maxLength={200} />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={rules}>
        <Input.Password autoComplete="current-password" size="large" maxLength={200} />
      </Form.Item>
      {act.error && <ErrorPanel error={act.error} />}
      <Button type="primary" htmlType="submit" size="large" block loading={act.isPending}>
        {t('signIn')}
      </Button>
    </Form>
  )
}

function CodeForm({ onBack }: { onBack: () => void }) {
  const t = useText(sessionText)
  const act = useMutation({ mutationFn: ({ code }: { code: string }) => verifyCode(code) })
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={(values) => act.mutate(values)}>
      <Form.Item
        name="code"
        label={t('code')}
        extra={t('codeHelp')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: t('required') }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" autoFocus size="large" maxLength={6} />
      </Form.Item>
      {act.error && <ErrorPanel error={act.error} />}
      <Button type="primary" htmlType="submit" size="large" block loading={act.isPending}>
        {t('verify')}
      </Button>
      <Button type="link" block onClick={onBack}>
        {t('backToPassword')}
      </Button>
    </Form>
  )
}

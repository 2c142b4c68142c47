/** On one's own account page: where to be told that a matter waits. */
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useText } from '../../platform/web/text.tsx'
import { agenciesText } from '../text.ts'
import { agencies } from './agencies-client.ts'

type Fields = { email?: string; mobile?: string }

export function ContactPart() {
  const t = useText(agenciesText)
  const found = useQuery({ queryKey: ['myContact'], queryFn: () => agencies.getMyContact({}) })
  const { act, pending, error } = useMutationAct({
    run: ({ email, mobile }: Fields) =>
      agencies.saveMyContact({ email: email?.trim() || null, mobile: mobile?.trim() || null }),
    done: t('contact.saved'),
  })
  return (
    <>
      <h2 className="part">{t('contact')}</h2>
      <p className="soft">{t('contact.help')}</p>
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <Form<Fields>
          layout="vertical"
          className="narrow-form"
          requiredMark={false}
          initialValues={{ email: found.data.email ?? '', mobile: found.data.mobile ?? '' }}
          onFinish={(values) => void act(values)}
        >
          <Form.Item
            name="email"
            label={t('contact.email')}
            rules={[{ type: 'email', message: t('contact.email.wrong') }]}
          >
            <Input autoComplete="email" maxLength={200} />
          </Form.Item>
          <Form.Item
            name="mobile"
            label={t('contact.mobile')}
            rules={[{ pattern: /^1[3-9]\d{9}$/, message: t('contact.mobile.wrong') }]}
          >
            <Input autoComplete="tel" inputMode="tel" maxLength={11} />
          </Form.Item>
          {error && <ErrorPanel error={error} />}
          <Button htmlType="submit" loading={pending}>
            {t('contact.save')}
          </Button>
        </Form>
      )}
    </>
  )
}

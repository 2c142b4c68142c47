/** Tokens of the interface: issued, shown once, revoked. */
import { Button, Form, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { addDays } from '../../platform/shared/calendar.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { TimeMark } from '../long-days.ts'
import { issuingRoles, isTokenValid, mayRevokeToken } from '../token.ts'
import type { TokenRow } from '../token-contract.ts'
import { tokenText } from '../token-text.ts'
import { metering } from './metering-client.ts'
import { TimeMarkField } from './TimeMarkField.tsx'

export default function TokensPage() {
  const t = useText(tokenText)
  const me = useMe()
  const [token, setToken] = useState<string | null>(null)
  const issuer = me.grants.find(({ role }) => issuingRoles.some((one) => one === role))
  return (
    <PageFrame
      title={t('tokens')}
      lead={t('tokensLead')}
      actions={issuer && <IssueToken areaId={issuer.areaId} onIssued={setToken} />}
    >
      <RecordList
        name="tokens"
        queryKey={['tokens']}
        sheet={{ list: 'metering.listTokens', question: {} }}
        load={(after) => metering.listTokens({ after })}
        rowKey={({ id }) => id}
        columns={useColumns()}
        emptyWords={t('noTokens')}
      />
      <Modal
        open={token !== null}
        title={t('issued')}
        closable={false}
        footer={
          <Button type="primary" onClick={() => setToken(null)}>
            {t('copied')}
          </Button>
        }
      >
        <p>{t('showOnce')}</p>
        <Typography.Paragraph copyable code>
          {token ?? ''}
        </Typography.Paragraph>
      </Modal>
    </PageFrame>
  )
}

function useColumns(): RecordColumn<TokenRow>[] {
  const t = useText(tokenText)
  const format = useFormat()
  const me = useMe()
  return [
    { key: 'name', title: t('name'), shown: 'first', render: ({ name }) => name },
    { key: 'state', title: t('state'), width: 110, render: (row) => <TokenMark token={row} /> },
    { key: 'validTo', title: t('validTo'), width: 160, render: ({ validTo }) => format.date(validTo) },
    {
      key: 'used',
      title: t('lastUsed'),
      width: 150,
      render: (row) => (row.lastUsedAt ? format.instant(row.lastUsedAt) : t('never')),
    },
    { key: 'agreement', title: t('agreement'), render: ({ agreement }) => agreement },
    { key: 'purpose', title: t('purpose'), shown: 'hidden', render: ({ purpose }) => purpose },
    { key: 'basis', title: t('basis'), shown: 'hidden', render: ({ basis }) => basis },
    { key: 'mark', title: t('timeMark'), shown: 'hidden', render: ({ timeMark }) => t(`timeMark.${timeMark}`) },
    { key: 'place', title: t('place'), width: 120, render: ({ areaName }) => areaName ?? '—' },
    {
      key: 'issued',
      title: t('issuedBy'),
      width: 180,
      render: ({ issuedByName, issuedAt }) => `${issuedByName} ${format.instant(issuedAt)}`,
    },
    {
      key: 'acts',
      title: '',
      width: 90,
      render: (row) =>
        mayRevokeToken(me, row) && (
          <ActButton
            danger
            label={t('revoke')}
            confirm={t('revokeAsk')}
            run={() => metering.revokeToken({ id: row.id })}
          />
        ),
    },
  ]
}

function TokenMark({ token }: { token: TokenRow }) {
  const t = useText(tokenText)
  if (token.revokedAt !== null) return <StatusMark status="ended" word={t('state.revoked')} />
  return isTokenValid(token, today()) ? (
    <StatusMark status="done" word={t('state.valid')} />
  ) : (
    <StatusMark status="ended" word={t('state.over')} />
  )
}

type Values = { name: string; agreement: string; purpose: string; basis: string; timeMark: TimeMark; validTo: string }

function IssueToken({ areaId, onIssued }: { areaId: number; onIssued: (token: string) => void }) {
  const t = useText(tokenText)
  const required = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<Values, { token: string }>
      primary
      label={t('issue')}
      help={t('issueHelp')}
      initialValues={{ timeMark: 'start', validTo: addDays(today(), 365) }}
      run={(values) => metering.issueToken({ ...values, areaId })}
      done={null}
      onDone={({ token }) => onIssued(token)}
    >
      {(['name', 'agreement', 'purpose', 'basis'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(name)} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
      ))}
      <TimeMarkField />
      <Form.Item name="validTo" label={t('validTo')} rules={[{ required: true, message: t('required') }]}>
        <DayField />
      </Form.Item>
    </FormAct>
  )
}

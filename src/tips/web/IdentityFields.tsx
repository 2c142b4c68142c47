/** Whether the county may be involved, and who called: offered only where there is somebody to seal it to. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Checkbox, Form, Input } from 'antd'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { entryText } from '../entry-text.ts'
import { office } from './office-client.ts'

export function IdentityFields() {
  const t = useText(entryText)
  const pick = usePick()
  const place: unknown = Form.useWatch('placeAreaId')
  const placeAreaId = typeof place === 'number' ? place : undefined
  const involved = Form.useWatch('countyInvolved') === true
  const keys = useQuery({
    queryKey: ['sealingKeys', placeAreaId ?? null, involved],
    queryFn: () =>
      office.getSealingKeys({ placeAreaId: placeAreaId ?? 0, countyInvolved: involved ? 'true' : 'false' }),
    enabled: placeAreaId !== undefined,
  })
  const sealed = keys.data?.keys
  const body = keys.data?.secondBody
  return (
    <>
      <Form.Item
        name="countyInvolved"
        valuePropName="checked"
        extra={involved && body ? t('countyInvolvedHelp', { body: pick(body) }) : undefined}
      >
        <Checkbox>{t('countyInvolved')}</Checkbox>
      </Form.Item>
      <h2 className="part">
        {t('identity')} <small className="soft">{t('identityHelp')}</small>
      </h2>
      {placeAreaId === undefined && <p className="soft">{t('placeFirst')}</p>}
      {keys.isError && <ErrorPanel error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data && sealed === null && <Alert type="warning" showIcon title={t('noKeys')} />}
      {sealed && (
        <>
          <p className="soft">{t('sealedFor', { a: sealed.halfA.length, b: sealed.halfB.length })}</p>
          <div className="entry-row">
            <Form.Item name="name" label={t('name')}>
              <Input maxLength={60} autoComplete="off" />
            </Form.Item>
            <Form.Item name="contact" label={t('contact')}>
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
          </div>
          <Form.Item name="private" label={t('private')}>
            <Input.TextArea rows={2} maxLength={500} autoComplete="off" />
          </Form.Item>
        </>
      )}
    </>
  )
}

/** Proposes myself: the key is made here, its private half goes into my own file and nowhere else. */

import { useQueries } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Select } from 'antd'
import { useContext, useState } from 'react'
import { AreaSourceContext } from '../../platform/web/area-source.ts'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { type CustodianBody, custodianBodies, inFours, mayProposeFor } from '../custodian.ts'
import { custodianText } from '../custodian-text.ts'
import type { Key } from '../key-file.ts'
import { custodians } from './office-client.ts'
import { loadKeyFile, makeOwnKey, saveFile } from './sealing.ts'

type Place = { body: CustodianBody; areaId: number }
type Values = { place: string; passphrase?: string; key: Key; saved: boolean }

/** Bodies I may keep a half for. */
function usePlaces(): Place[] {
  const me = useMe()
  const places = me.grants.flatMap(({ areaId, areaPath, areaLevel }) =>
    custodianBodies
      .filter((body) => mayProposeFor(me, body, areaPath) && (body === 'county') === (areaLevel === 'county'))
      .map((body) => ({ body, areaId })),
  )
  return places.filter(
    (place, i) => places.findIndex((one) => one.body === place.body && one.areaId === place.areaId) === i,
  )
}

export function ProposeCustodian() {
  const t = useText(custodianText)
  const places = usePlaces()
  if (places.length === 0) return null
  return (
    <FormAct<Values, unknown>
      label={t('propose')}
      help={t('proposeHelp')}
      initialValues={{ place: '0' }}
      run={({ place, key }) => {
        const { body, areaId } = places[Number(place)] ?? { body: 'county', areaId: 0 }
        return custodians.proposeCustodian({ body, areaId, publicKey: key.recipient })
      }}
    >
      <ProposalFields places={places} />
    </FormAct>
  )
}

function ProposalFields({ places }: { places: readonly Place[] }) {
  const t = useText(custodianText)
  const source = useContext(AreaSourceContext)
  const names = useQueries({
    queries: places.map(({ areaId }) => ({
      queryKey: ['areaName', areaId, null],
      queryFn: async () => (source.find ? (await source.find(areaId, undefined)).name : null),
    })),
  })
  const saved = (_: unknown, value: unknown) =>
    value === true ? Promise.resolve() : Promise.reject(new Error(t('savedFirst')))
  return (
    <>
      <Form.Item name="place" label={t('proposeFor')}>
        <Select
          options={places.map(({ body }, i) => ({
            value: String(i),
            label: `${t(`body.${body}`)} · ${names[i]?.data ?? ''}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="passphrase" label={t('passphrase')} extra={t('passphraseHelp')}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item name="key" rules={[{ required: true, message: t('savedFirst') }]}>
        <KeyMaker />
      </Form.Item>
      <Form.Item name="saved" valuePropName="checked" rules={[{ validator: saved }]}>
        <Checkbox>{t('saved')}</Checkbox>
      </Form.Item>
    </>
  )
}

/** `value` and `onChange` come from the form. */
function KeyMaker({ value, onChange }: { value?: Key; onChange?: (key: Key) => void }) {
  const t = useText(custodianText)
  const form = Form.useFormInstance()
  const [busy, setBusy] = useState(false)
  const [fingerprint, setFingerprint] = useState('')
  const make = async () => {
    setBusy(true)
    const { writeKeyFile, fingerprintOf } = await loadKeyFile()
    const key = value ?? (await makeOwnKey())
    const passphrase: unknown = form.getFieldValue('passphrase')
    const print = fingerprintOf(key.recipient)
    saveFile(
      `${t('keyFileName')}-${print.slice(0, 4)}.txt`,
      await writeKeyFile(key, typeof passphrase === 'string' ? passphrase : ''),
    )
    setFingerprint(print)
    onChange?.(key)
    setBusy(false)
  }
  return (
    <>
      <Button type="primary" loading={busy} onClick={() => void make()}>
        {t(value ? 'saveAgain' : 'makeKey')}
      </Button>
      {value && (
        <Alert
          className="key-made"
          type="success"
          showIcon
          title={t('keyMade', { fingerprint: inFours(fingerprint) })}
        />
      )}
    </>
  )
}

import { Checkbox, Form, type FormInstance } from 'antd'
import { useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import { addresseeLevels } from '../notice.ts'
import type { DraftValues } from './draft-values.ts'

/** Addresses whole levels, for notices to very many. @param issuerLevel the level directly below the issuer. */
export function LevelField({ issuerLevel }: { issuerLevel: (typeof addresseeLevels)[number] | undefined }) {
  const t = useText(deliveryText)
  const from = issuerLevel === undefined ? -1 : addresseeLevels.indexOf(issuerLevel)
  const options = addresseeLevels
    .filter((_, i) => from >= 0 && i >= from)
    .map((value) => ({ value, label: t(`level.${value}`) }))
  return (
    <Form.Item name="addresseeLevels" label={t('levels')} extra={t('levels.help')} hidden={options.length === 0}>
      <Checkbox.Group options={options} />
    </Form.Item>
  )
}

/** A notice goes to somebody: named addressees, or a whole level. */
export const someAddressee = (form: FormInstance<DraftValues>, message: string) => (_: unknown, value?: string[]) =>
  (value?.length ?? 0) > 0 || (form.getFieldValue('addresseeLevels')?.length ?? 0) > 0
    ? Promise.resolve()
    : Promise.reject(new Error(message))

import { Checkbox, Form, Input, Select } from 'antd'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import { casesText } from '../text.ts'
import type { AtomProps } from './atom-props.ts'
import { cases } from './cases-client.ts'

type Values = { usagePointIds?: string[]; meter?: string; servesNoDwelling: boolean }

/** Names what would be cut, with the declaration that no dwelling hangs on it. */
export function NameSupply({ caseFile, atom }: AtomProps) {
  const t = useText(cardText)
  const c = useText(casesText)
  const needed = [{ required: true, message: c('required') }]
  return (
    <FormAct<Values, unknown>
      primary
      label={t('nameSupply')}
      help={t('nameSupplyHelp')}
      initialValues={{
        usagePointIds: caseFile.usagePoints.length === 1 ? caseFile.usagePoints.map((one) => one.id) : [],
      }}
      run={({ usagePointIds, meter, servesNoDwelling }) =>
        cases.nameSupply({
          id: caseFile.id,
          atomId: atom.id,
          usagePointIds: usagePointIds ?? [],
          meter: meter?.trim() || null,
          servesNoDwelling,
        })
      }
    >
      {atom.atom === 'power' ? (
        <Form.Item name="usagePointIds" label={t('usagePoints')} rules={needed}>
          <Select
            mode="multiple"
            options={caseFile.usagePoints.map((one) => ({ value: one.id, label: one.account }))}
          />
        </Form.Item>
      ) : (
        <Form.Item name="meter" label={t('meter')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      <Form.Item
        name="servesNoDwelling"
        valuePropName="checked"
        rules={[
          {
            validator: (_, checked: unknown) =>
              checked === true ? Promise.resolve() : Promise.reject(new Error(t('servesNoDwellingNeeded'))),
          },
        ]}
      >
        <Checkbox>{t('servesNoDwelling')}</Checkbox>
      </Form.Item>
    </FormAct>
  )
}

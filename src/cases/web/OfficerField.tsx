import { Form, Select } from 'antd'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import type { CaseDetail } from '../contract.ts'
import { casesText } from '../text.ts'
import { useOfficers } from './cases-client.ts'

type Props = { caseFile: CaseDetail; name: string; label: string; help?: string; required?: boolean }

/** Another person who was there or approved; never oneself. */
export function OfficerField({ caseFile, name, label, help, required = false }: Props) {
  const t = useText(cardText)
  const c = useText(casesText)
  const pick = usePick()
  const me = useMe()
  const officers = useOfficers(caseFile.id)
  const others = officers.data?.rows.filter((row) => row.id !== me.officialId) ?? []
  return (
    <Form.Item name={name} label={label} extra={help} rules={[{ required, message: c('required') }]}>
      <Select
        allowClear={!required}
        showSearch={{ optionFilterProp: 'label' }}
        loading={officers.isPending}
        options={others.map((row) => ({
          value: row.id,
          label: [row.name, row.agencyName ? pick(row.agencyName) : null, row.card ? t('withCard') : null]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </Form.Item>
  )
}

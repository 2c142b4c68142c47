/** Holidays as spans of days, and the make-up days, one row each. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form } from 'antd'
import { DayField } from '../../platform/web/DayField.tsx'
import { useText } from '../../platform/web/text.tsx'
import { rulebookText } from '../text.ts'
import { emptyHoliday } from './calendar-values.ts'

export function HolidayFields() {
  const t = useText(rulebookText)
  const given = { required: true, message: t('required') }
  return (
    <Form.List name="holidays">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, n) => (
            <div className="calendar-days" key={field.key}>
              <Form.Item name={[field.name, 'from']} label={t('holidayFrom', { n: n + 1 })} rules={[given]}>
                <DayField />
              </Form.Item>
              <Form.Item name={[field.name, 'to']} label={t('holidayTo')}>
                <DayField />
              </Form.Item>
              <RemoveRow label={t('removeHoliday', { n: n + 1 })} onClick={() => remove(field.name)} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(emptyHoliday)}>
            {t('addHoliday')}
          </Button>
        </>
      )}
    </Form.List>
  )
}

export function MakeUpFields() {
  const t = useText(rulebookText)
  return (
    <Form.List name="makeUpDays">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, n) => (
            <div className="calendar-days" key={field.key}>
              <Form.Item
                name={field.name}
                label={t('makeUpDay', { n: n + 1 })}
                rules={[{ required: true, message: t('required') }]}
              >
                <DayField />
              </Form.Item>
              <RemoveRow label={t('removeMakeUp', { n: n + 1 })} onClick={() => remove(field.name)} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add()}>
            {t('addMakeUp')}
          </Button>
        </>
      )}
    </Form.List>
  )
}

const RemoveRow = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button type="text" icon={<DeleteOutlined />} aria-label={label} title={label} onClick={onClick} />
)

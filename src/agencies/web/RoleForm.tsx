/** Grants a role to an official. */
import { Form, Input, Modal, Select } from 'antd'
import { type Role, roles } from '../../platform/shared/permission.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { today } from '../../platform/web/format.ts'
import { platformText } from '../../platform/web/platform-text.ts'
import { useText } from '../../platform/web/text.tsx'
import type { Official } from '../official.ts'
import { agenciesText } from '../text.ts'
import { agencies } from './agencies-client.ts'
import { AgencySelect, AreaSelect } from './OfficialForm.tsx'

type Values = {
  role: Role
  areaId: number
  agencyId?: string
  validFrom: string
  validTo?: string
  reason: string
}

export function RoleForm({ official, onClose }: { official: Official; onClose: () => void }) {
  const t = useText(agenciesText)
  const words = useText(platformText)
  const [form] = Form.useForm<Values>()
  const place = Form.useWatch('areaId', form)
  const { act, pending, error } = useMutationAct({
    run: ({ validTo, agencyId, ...rest }: Values) =>
      agencies.grantRole({
        ...rest,
        id: official.id,
        agencyId: agencyId ?? null,
        validTo: validTo ?? null,
      }),
    done: t('granted'),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={`${t('grantRole')} · ${official.name}`}
      okText={t('grantRole')}
      cancelText={t('cancel')}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ areaId: official.areaId, agencyId: official.agencyId ?? undefined, validFrom: today() }}
        onFinish={(values) => void act(values)}
      >
        <Form.Item name="role" label={t('role')} rules={[{ required: true }]}>
          <Select options={roles.map((role) => ({ value: role, label: words(`role.${role}`) }))} />
        </Form.Item>
        <Form.Item name="areaId" label={t('area')} rules={[{ required: true }]}>
          <AreaSelect />
        </Form.Item>
        <Form.Item name="agencyId" label={t('agency')} extra={t('roleAgencyHelp')}>
          <AgencySelect areaId={place} />
        </Form.Item>
        <Form.Item name="validFrom" label={t('from')} rules={[{ required: true }]}>
          <DayField />
        </Form.Item>
        <Form.Item name="validTo" label={t('toOptional')}>
          <DayField />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}

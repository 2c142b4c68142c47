/** Orders that change the tree at one area: open below, rename, divide, move, merge or close. For the city office. */
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Input, Select } from 'antd'
import { Suspense } from 'react'
import { areasContract } from '../../areas/contract.ts'
import { areaLevels } from '../../platform/shared/permission.ts'
import { client } from '../../platform/web/client.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today } from '../../platform/web/format.ts'
import { useRecordParts } from '../../platform/web/screen.ts'
import { useSetSearch } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { changeText } from '../change-text.ts'
import { ReceiverField } from './EndAppointment.tsx'
import { grid } from './grid-client.ts'
import { OpenWorkList } from './OpenWorkList.tsx'

export const areas = client(areasContract)
export type Place = Awaited<ReturnType<typeof areas.getArea>>

export type Order = { on: string; reason: string }
export type Opening = Order & { name: string; kind: 'statutory' | 'zone'; divisionCode?: string }

export function OrderFields() {
  const t = useText(changeText)
  const needed = [{ required: true, whitespace: true, message: t('required') }]
  return (
    <>
      <Form.Item name="on" label={t('on')} rules={needed}>
        <DayField />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}

export function NameField() {
  const t = useText(changeText)
  return (
    <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('required') }]}>
      <Input maxLength={60} />
    </Form.Item>
  )
}

export function KindFields() {
  const t = useText(changeText)
  const kind = Form.useWatch('kind')
  return (
    <>
      <Form.Item name="kind" label={t('areaKind')}>
        <Select options={(['statutory', 'zone'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      {kind === 'statutory' && (
        <Form.Item
          name="divisionCode"
          label={t('code')}
          extra={t('codeHelp')}
          rules={[{ pattern: /^(\d{6}|\d{12})$/, message: t('codeWrong') }]}
        >
          <Input inputMode="numeric" maxLength={12} />
        </Form.Item>
      )}
    </>
  )
}

export function OpenArea({ area }: { area: Place }) {
  const t = useText(changeText)
  if (area.level === areaLevels.at(-1)) return null
  return (
    <FormAct<Opening, unknown>
      label={t('openArea')}
      help={t('openAreaHelp', { name: area.name })}
      initialValues={{ on: today(), kind: 'zone' }}
      run={(values) => areas.openArea({ ...values, parentId: area.id, divisionCode: values.divisionCode || null })}
      done={t('opened')}
    >
      <NameField />
      <KindFields />
      <OrderFields />
    </FormAct>
  )
}

export function RenameArea({ area }: { area: Place }) {
  const t = useText(changeText)
  return (
    <FormAct<Order & { name: string }, unknown>
      label={t('rename')}
      help={t('renameHelp')}
      initialValues={{ on: today(), name: area.name }}
      run={(values) => areas.renameArea({ ...values, id: area.id })}
      done={t('renamed')}
    >
      <NameField />
      <OrderFields />
    </FormAct>
  )
}

/** By the areas below it; a village is divided by its sites, which a later module knows. */
export function SplitArea({ area }: { area: Place }) {
  const t = useText(changeText)
  const ofVillage = useRecordParts('villageSplit')
  if (area.level === 'village')
    return (
      <Suspense fallback={null}>
        {ofVillage.map((part) => (
          <part.component key={part.slot} id={String(area.id)} />
        ))}
      </Suspense>
    )
  if (area.parentId === null || area.childCount === 0) return null
  return (
    <FormAct<Opening & { childIds: number[] }, unknown>
      label={t('split')}
      help={t('splitHelp', { name: area.name })}
      initialValues={{ on: today(), kind: 'statutory', childIds: [] }}
      run={(values) => areas.splitArea({ ...values, id: area.id, divisionCode: values.divisionCode || null })}
      done={t('splitDone')}
    >
      <NameField />
      <KindFields />
      <ChildrenField areaId={area.id} />
      <OrderFields />
    </FormAct>
  )
}

function ChildrenField({ areaId }: { areaId: number }) {
  const t = useText(changeText)
  const children = useQuery({
    queryKey: ['areaChildrenOf', areaId],
    queryFn: () => areas.listChildren({ parentId: areaId }),
  })
  return (
    <Form.Item name="childIds" label={t('children')} rules={[{ required: true, message: t('required') }]}>
      <Checkbox.Group options={children.data?.rows.map((row) => ({ value: row.id, label: row.name })) ?? []} />
    </Form.Item>
  )
}

type Closing = Order & { intoId: number; toOfficialId?: string }

/** Merges an area into one of its level, or gives it back to its superior; shows what is open, asks who takes over, leads there. */
export function CloseArea({ area }: { area: Place }) {
  const t = useText(changeText)
  const setSearch = useSetSearch()
  if (area.parentId === null) return null
  return (
    <FormAct<Closing, { followed: boolean; intoId: number }>
      label={t('closeArea')}
      help={t('closeAreaHelp', { name: area.name })}
      width={640}
      initialValues={{ on: today() }}
      run={async ({ toOfficialId, ...values }) => {
        const closing = { ...values, areaId: area.id, toOfficialId: toOfficialId ?? null }
        return { ...(await grid.closeArea(closing)), intoId: values.intoId }
      }}
      onDone={({ followed, intoId }) => (followed ? setSearch({ area: intoId }) : undefined)}
      done={t('closed')}
    >
      <IntoField area={area} />
      <OrderFields />
      <ClosingWork areaId={area.id} />
    </FormAct>
  )
}

function IntoField({ area }: { area: Place }) {
  const t = useText(changeText)
  const parent = area.ancestors.at(-1)
  const beside = useQuery({
    queryKey: ['areaChildrenOf', parent?.id],
    queryFn: () => areas.listChildren({ parentId: parent?.id }),
    enabled: parent !== undefined,
  })
  const others = (beside.data?.rows ?? []).filter((one) => one.id !== area.id)
  const options = [...others, ...(parent && area.childCount === 0 ? [parent] : [])]
  return (
    <Form.Item
      name="intoId"
      label={t('into')}
      extra={t('intoHint')}
      rules={[{ required: true, message: t('required') }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={options.map((one) => ({ value: one.id, label: one.name }))}
      />
    </Form.Item>
  )
}

function ClosingWork({ areaId }: { areaId: number }) {
  const t = useText(changeText)
  const intoId: number | undefined = Form.useWatch('intoId')
  const on: string | undefined = Form.useWatch('on')
  const work = useQuery({
    queryKey: ['openWorkOfArea', areaId, intoId, on],
    queryFn: () => grid.getOpenWorkOfArea({ areaId, intoId: intoId ?? 0, on: on ?? '' }),
    enabled: intoId !== undefined && on !== undefined,
    retry: false,
  })
  if (intoId === undefined) return null
  if (work.isError) return <ErrorPanel error={work.error} />
  return (
    <>
      <OpenWorkList groups={work.data?.groups} />
      <ReceiverField receivers={work.data?.receivers} help={t('receiverHelp')} />
    </>
  )
}

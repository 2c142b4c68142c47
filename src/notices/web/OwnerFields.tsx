/** Of whom a task is demanded, beyond the addressees: a post or a department in every area of a level, or owners named one by one. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'
import { agencies, useFunctionWord } from '../../agencies/web/agencies-client.ts'
import { areasContract } from '../../areas/contract.ts'
import { postsOfLevel } from '../../grid/appointment.ts'
import { gridText } from '../../grid/text.ts'
import { type AreaLevel, areaLevels } from '../../platform/shared/permission.ts'
import { AreaField } from '../../platform/web/AreaField.tsx'
import { client } from '../../platform/web/client.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { functionKinds } from '../../rulebook/values.ts'
import { addresseeLevels, ownerPosts } from '../notice.ts'
import { noticesText } from '../text.ts'
import type { DemandValues, OwnerValue } from './draft-values.ts'

const areas = client(areasContract)

type Props = { paragraph: number; demand: number }

export function OwnerFields({ paragraph, demand }: Props) {
  const of: DemandValues['of'] | undefined = Form.useWatch(['paragraphs', paragraph, 'demands', demand, 'of'])
  if (of === 'post') return <PostOfLevel paragraph={paragraph} demand={demand} />
  if (of === 'function') return <DepartmentOfLevel demand={demand} />
  return of === 'named' ? <NamedOwners demand={demand} /> : null
}

function LevelOf({ demand, levels }: { demand: number; levels: readonly AreaLevel[] }) {
  const t = useText(noticesText)
  const g = useText(gridText)
  return (
    <Form.Item name={[demand, 'level']} label={t('owner.level')} rules={[{ required: true, message: t('required') }]}>
      <Select options={levels.map((value) => ({ value, label: g(`level.${value}`) }))} />
    </Form.Item>
  )
}

function PostOfLevel({ paragraph, demand }: Props) {
  const t = useText(noticesText)
  const g = useText(gridText)
  const level: AreaLevel | undefined = Form.useWatch(['paragraphs', paragraph, 'demands', demand, 'level'])
  const posts = ownerPosts.filter((one) => level === undefined || postsOfLevel[level].includes(one))
  return (
    <div className="owner-fields">
      <LevelOf demand={demand} levels={addresseeLevels} />
      <Form.Item
        name={[demand, 'post']}
        label={t('owner.post')}
        extra={t('owner.post.help')}
        rules={[{ required: true, message: t('required') }]}
      >
        <Select options={posts.map((value) => ({ value, label: g(`post.${value}`) }))} />
      </Form.Item>
    </div>
  )
}

function DepartmentOfLevel({ demand }: { demand: number }) {
  const t = useText(noticesText)
  const wordOf = useFunctionWord()
  return (
    <div className="owner-fields">
      <LevelOf demand={demand} levels={areaLevels} />
      <Form.Item
        name={[demand, 'functionKind']}
        label={t('owner.function')}
        extra={t('owner.function.help')}
        rules={[{ required: true, message: t('required') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={functionKinds.map((value) => ({ value, label: wordOf(value) }))}
        />
      </Form.Item>
    </div>
  )
}

function NamedOwners({ demand }: { demand: number }) {
  const t = useText(noticesText)
  const whole = (_: unknown, value?: OwnerValue) =>
    value?.areaId && value.who ? Promise.resolve() : Promise.reject(new Error(t('required')))
  return (
    <Form.List name={[demand, 'owners']} initialValue={[{}]}>
      {(fields, { add, remove }) => (
        <div className="named-owners">
          {fields.map((field) => (
            <div key={field.key} className="draft-demand">
              <Form.Item name={field.name} rules={[{ validator: whole }]} className="named-owner">
                <OwnerField />
              </Form.Item>
              {fields.length > 1 && (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('owner.remove')}
                  title={t('owner.remove')}
                  onClick={() => remove(field.name)}
                />
              )}
            </div>
          ))}
          <Button type="link" icon={<PlusOutlined />} onClick={() => add({})}>
            {t('owner.add')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

type OwnerFieldProps = { value?: OwnerValue; onChange?: (value: OwnerValue) => void }

/** A place, and who of it: its government, one of its posts, or one of its agencies. */
function OwnerField({ value = {}, onChange }: OwnerFieldProps) {
  const t = useText(noticesText)
  const g = useText(gridText)
  const pick = usePick()
  const { areaId } = value
  const chosen = areaId !== undefined
  const place = useQuery({
    queryKey: ['area', areaId, undefined],
    queryFn: () => areas.getArea({ id: areaId ?? 0 }),
    enabled: chosen,
  })
  const bodies = useQuery({
    queryKey: ['agenciesAt', areaId],
    queryFn: () => agencies.listAgencies({ areaId, limit: 200 }),
    enabled: chosen,
  })
  const posts = ownerPosts.filter((one) => place.data && postsOfLevel[place.data.level].includes(one))
  const options = [
    { value: 'government', label: t('owner.government') },
    ...posts.map((one) => ({ value: one, label: g(`post.${one}`) })),
    ...(bodies.data?.rows ?? [])
      .filter((body) => body.areaId === areaId && body.kind !== 'government')
      .map((body) => ({ value: body.id, label: pick(body.name) })),
  ]
  return (
    <div className="owner-fields">
      <AreaField
        label={t('owner.area')}
        placeholder={t('owner.area')}
        {...(chosen && { value: areaId })}
        onChange={(next) => onChange?.({ areaId: next })}
      />
      <Select
        aria-label={t('owner.who')}
        placeholder={t('owner.who')}
        disabled={!chosen}
        loading={chosen && (place.isPending || bodies.isPending)}
        value={value.who}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(who) => onChange?.({ ...value, who })}
      />
    </div>
  )
}

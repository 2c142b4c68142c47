/** A village is divided by its sites: those chosen answer to the new one, with all their records. For the city office. */
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form } from 'antd'
import { changeText } from '../../grid/change-text.ts'
import { areas, KindFields, NameField, type Opening, OrderFields } from '../../grid/web/AreaChanges.tsx'
import { allRows } from '../../platform/shared/cursor.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { SiteRow } from '../contract.ts'
import { enterprisesText } from '../text.ts'
import { ledger } from './ledger-client.ts'

export default function SplitVillage({ id }: { id: string }) {
  const t = useText(changeText)
  const e = useText(enterprisesText)
  return (
    <FormAct<Opening & { siteIds: string[] }, unknown>
      label={t('split')}
      help={e('splitVillage.help')}
      initialValues={{ on: today(), kind: 'statutory', siteIds: [] }}
      run={(values) => areas.splitArea({ ...values, id: Number(id), divisionCode: values.divisionCode || null })}
      done={t('splitDone')}
    >
      <NameField />
      <KindFields />
      <SitesField areaId={Number(id)} />
      <OrderFields />
    </FormAct>
  )
}

/** With who is there, where the site is not called after them. */
const nameOf = ({ name, occupants }: SiteRow): string => [name, ...occupants.filter((one) => one !== name)].join('、')

function SitesField({ areaId }: { areaId: number }) {
  const e = useText(enterprisesText)
  const sites = useQuery({
    queryKey: ['sitesOfVillage', areaId],
    // all of them: what is not shown cannot be chosen
    queryFn: () => allRows((after) => ledger.listSites({ areaId, after, limit: 100 })),
  })
  if (sites.isError) return <ErrorPanel error={sites.error} onRetry={() => void sites.refetch()} />
  if (sites.data?.length === 0) return <p className="soft">{e('splitVillage.none')}</p>
  return (
    <Form.Item
      name="siteIds"
      label={e('splitVillage.sites')}
      rules={[{ required: true, message: e('splitVillage.choose') }]}
    >
      <Checkbox.Group
        className="site-choices"
        options={sites.data?.map((site) => ({ value: site.id, label: nameOf(site) })) ?? []}
      />
    </Form.Item>
  )
}

import { Form, Select } from 'antd'
import { covers, type Grant } from '../../platform/shared/permission.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { CaseDetail } from '../contract.ts'
import { casesText } from '../text.ts'
import { useOfficers } from './cases-client.ts'

type MyAgency = Grant & { agencyId: string }

/** The agencies for which the user may act at the place of the case. */
export function useMyAgencies({ areaPath }: Pick<CaseDetail, 'areaPath'>): MyAgency[] {
  const me = useMe()
  return me.grants.flatMap((g) =>
    g.role === 'departmentOfficer' && g.agencyId !== null && covers(g.areaPath, areaPath)
      ? [{ ...g, agencyId: g.agencyId }]
      : [],
  )
}

/** For whom the user acts; with one agency there is nothing to choose. */
export function AgencyField({ caseFile, label }: { caseFile: CaseDetail; label: string }) {
  const t = useText(casesText)
  const pick = usePick()
  const agencies = useMyAgencies(caseFile)
  const officers = useOfficers(caseFile.id)
  const nameOf = (id: string) => officers.data?.rows.find((row) => row.agencyId === id)?.agencyName
  return (
    <Form.Item
      name="agencyId"
      label={label}
      hidden={agencies.length < 2}
      rules={[{ required: true, message: t('required') }]}
    >
      <Select
        options={agencies.map(({ agencyId }) => {
          const name = nameOf(agencyId)
          return { value: agencyId, label: name ? pick(name) : agencyId }
        })}
      />
    </Form.Item>
  )
}

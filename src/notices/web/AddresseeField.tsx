import { Checkbox } from 'antd'
import type { Answer } from '../../platform/web/client.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { noticesContract } from '../contract.ts'
import { noticesText } from '../text.ts'
import { addresseeKey } from './draft-values.ts'

export type Issuers = Answer<typeof noticesContract.listIssuers>

type Props = {
  /** Areas and agencies this issuer may address. */
  issuers: Issuers
  issuerAreaId: number | undefined
  value?: string[]
  onChange?: (value: string[]) => void
}

type Option = { value: string; label: string }

/** Ticks the addressees; each group can be ticked as a whole. */
export function AddresseeField({ issuers, issuerAreaId, value = [], onChange }: Props) {
  const t = useText(noticesText)
  const pick = usePick()
  const areas = issuers.areas.map((area) => ({ value: addresseeKey(area.id, null), label: area.name }))
  const agencies = issuers.agencies
    .filter((agency) => agency.areaId === issuerAreaId)
    .map((agency) => ({ value: addresseeKey(agency.areaId, agency.id), label: pick(agency.name) }))
  const change = (options: Option[], chosen: string[]) => {
    const others = value.filter((key) => !options.some((option) => option.value === key))
    onChange?.([...others, ...chosen])
  }
  return (
    <div className="addressee-field">
      {areas.length > 0 && (
        <Group
          title={t('addressees.areas')}
          options={areas}
          value={value}
          onChange={(chosen) => change(areas, chosen)}
        />
      )}
      {agencies.length > 0 && (
        <Group
          title={t('addressees.agencies')}
          options={agencies}
          value={value}
          onChange={(chosen) => change(agencies, chosen)}
        />
      )}
      <p className="soft">{t('addressees.chosen', { count: value.length })}</p>
    </div>
  )
}

type GroupProps = { title: string; options: Option[]; value: readonly string[]; onChange: (chosen: string[]) => void }

function Group({ title, options, value, onChange }: GroupProps) {
  const t = useText(noticesText)
  const chosen = options.map((option) => option.value).filter((key) => value.includes(key))
  const all = chosen.length === options.length
  return (
    <fieldset>
      <legend>{title}</legend>
      <Checkbox
        checked={all}
        indeterminate={!all && chosen.length > 0}
        onChange={() => onChange(all ? [] : options.map((option) => option.value))}
      >
        <strong>{t('selectAll', { count: options.length })}</strong>
      </Checkbox>
      <Checkbox.Group options={options} value={chosen} onChange={onChange} className="addressee-options" />
    </fieldset>
  )
}

/** Usage points and melting licences of a site. */

import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { type Licence, readHours, type Shift } from '../licence.ts'
import { enterprisesText } from '../text.ts'
import type { UsagePoint, UsagePointFields } from '../usage-point.ts'
import { hoursWords, shiftWords } from '../words.ts'
import { DateField, HoursField, NumberField, TextField, WordField } from './form-fields.tsx'
import { ledger } from './ledger-client.ts'
import { Period } from './SiteStays.tsx'

export function UsagePoints({ points, supplier }: { points: readonly UsagePoint[]; supplier: boolean }) {
  const t = useText(enterprisesText)
  const format = useFormat()
  if (points.length === 0) return <p className="soft">{t('noUsagePoints')}</p>
  return (
    <ul className="ledger-rows">
      {points.map((point) => (
        <li key={point.id}>
          <strong>{point.account}</strong>
          <span>{point.feeder}</span>
          {point.contractKva !== null && <span>{format.quantity(point.contractKva, 'kVA')}</span>}
          {point.contractKw !== null && <span>{format.quantity(point.contractKw, 'kW')}</span>}
          <span className="soft">{point.tariffClass}</span>
          {supplier && <ChangeUsagePoint point={point} />}
        </li>
      ))}
    </ul>
  )
}

type SupplyValues = { [K in keyof UsagePointFields]?: UsagePointFields[K] | undefined }

const supplyOf = (values: SupplyValues) => ({
  feeder: values.feeder?.trim() || null,
  contractKva: values.contractKva ?? null,
  contractKw: values.contractKw ?? null,
  tariffClass: values.tariffClass?.trim() || null,
})

function SupplyFormFields() {
  const t = useText(enterprisesText)
  return (
    <>
      <TextField name="feeder" label={t('feeder')} maxLength={60} />
      <NumberField name="contractKva" label={t('contractKva')} />
      <NumberField name="contractKw" label={t('contractKw')} />
      <TextField name="tariffClass" label={t('tariffClass')} maxLength={60} />
    </>
  )
}

export function RegisterUsagePoint({ siteId }: { siteId: string }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<SupplyValues, unknown>
      label={t('registerUsagePoint')}
      help={t('registerUsagePointHelp')}
      small
      done={t('registered')}
      run={(values) => ledger.registerUsagePoint({ ...supplyOf(values), account: values.account ?? '', siteId })}
    >
      <TextField name="account" label={t('account')} required maxLength={32} />
      <SupplyFormFields />
    </FormAct>
  )
}

function ChangeUsagePoint({ point }: { point: UsagePoint }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<SupplyValues, unknown>
      label={t('change')}
      help={t('changeHelp')}
      small
      done={t('changed')}
      initialValues={point}
      run={(values) => ledger.changeUsagePoint({ ...supplyOf(values), id: point.id })}
    >
      <SupplyFormFields />
    </FormAct>
  )
}

export function Licences({ licences, keeper }: { licences: readonly Licence[]; keeper: boolean }) {
  const t = useText(enterprisesText)
  const pick = usePick()
  const format = useFormat()
  if (licences.length === 0) return <p className="soft">{t('noLicences')}</p>
  return (
    <ul className="ledger-rows">
      {licences.map((one) => (
        <li key={one.id}>
          <strong>{format.quantity(one.furnacePowerKw, 'kW')}</strong>
          <span>
            {t('shift')}: {pick(shiftWords[one.shift])}
          </span>
          {one.shift !== 'none' && <LicenceTerms licence={one} />}
          <span>{one.number}</span>
          <Period from={one.validFrom} to={one.validTo} />
          {keeper && <ChangeLicence licence={one} />}
          {keeper && one.validTo === null && <EndLicence id={one.id} />}
        </li>
      ))}
    </ul>
  )
}

/** What the paper names beyond the shift; what it does not name is unknown and told so. */
function LicenceTerms({ licence: { hours, yearlyVolumeT } }: { licence: Licence }) {
  const t = useText(enterprisesText)
  const pick = usePick()
  const format = useFormat()
  return (
    <>
      {hours === null ? <span className="soft">{t('hoursOfShift')}</span> : <span>{pick(hoursWords(hours))}</span>}
      {yearlyVolumeT === null ? (
        <span className="soft">{t('volumeUnknown')}</span>
      ) : (
        <span>
          {t('volume')}: {format.quantity(yearlyVolumeT, 't')}
        </span>
      )}
    </>
  )
}

type TermValues = { number?: string | null; hours?: string | null; yearlyVolumeT?: number | null }

const termsOf = ({ number, hours, yearlyVolumeT }: TermValues) => ({
  number: number?.trim() || null,
  hours: hours?.trim() ? readHours(hours) : null,
  yearlyVolumeT: yearlyVolumeT ?? null,
})

function TermFields() {
  const t = useText(enterprisesText)
  return (
    <>
      <HoursField name="hours" label={t('hours')} />
      <NumberField name="yearlyVolumeT" label={t('volumeT')} />
      <TextField name="number" label={t('licenceNumber')} maxLength={80} />
    </>
  )
}

function ChangeLicence({ licence }: { licence: Licence }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<TermValues, unknown>
      label={t('changeLicence')}
      help={t('changeLicenceHelp')}
      small
      done={t('changed')}
      initialValues={{
        number: licence.number,
        hours: licence.hours?.join('、') ?? null,
        yearlyVolumeT: licence.yearlyVolumeT,
      }}
      run={(values) => ledger.changeLicence({ ...termsOf(values), id: licence.id })}
    >
      <TermFields />
    </FormAct>
  )
}

function EndLicence({ id }: { id: string }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<{ on: string }, unknown>
      label={t('endLicence')}
      help={t('endLicenceHelp')}
      small
      run={({ on }) => ledger.endLicence({ id, on })}
    >
      <DateField name="on" label={t('lastDay')} required />
    </FormAct>
  )
}

type LicenceValues = TermValues & {
  furnacePowerKw: number
  shift: Shift
  validFrom: string
  validTo?: string | null
}

export function RegisterLicence({ siteId }: { siteId: string }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<LicenceValues, unknown>
      label={t('registerLicence')}
      help={t('registerLicenceHelp')}
      small
      done={t('registered')}
      run={(values) =>
        ledger.registerLicence({ ...values, ...termsOf(values), siteId, validTo: values.validTo ?? null })
      }
    >
      <NumberField name="furnacePowerKw" label={t('furnacePowerKw')} required />
      <WordField name="shift" label={t('shift')} words={shiftWords} required />
      <DateField name="validFrom" label={t('validFrom')} required />
      <DateField name="validTo" label={t('validTo')} />
      <TermFields />
    </FormAct>
  )
}

/** Forms for entering and correcting enterprises and sites. */

import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { EnterpriseDetail, SiteDetail } from '../contract.ts'
import type { EnterpriseFields } from '../enterprise.ts'
import { industryEditions } from '../industry-code.ts'
import type { SiteFields } from '../site.ts'
import { enterprisesText } from '../text.ts'
import { focusWords, siteKindWords } from '../words.ts'
import { AreaField, EnterpriseField, NumberField, TextField, WordField } from './form-fields.tsx'
import { ledger } from './ledger-client.ts'

/** What a form gives: fields left empty are missing or undefined. */
type Loose<T> = { [K in keyof T]?: T[K] | undefined }
type EnterpriseValues = Loose<EnterpriseFields> & { areaId: number }
type SiteValues = SiteFields & { areaId: number; enterpriseId?: string }

const editionWords = Object.fromEntries(industryEditions.map((edition) => [edition, { zh: edition, en: edition }]))

const enterpriseOf = (values: Loose<EnterpriseFields>): EnterpriseFields => ({
  name: values.name ?? '',
  uscc: values.uscc?.trim() || null,
  industryCode: values.industryCode?.trim() || null,
  industryEdition: values.industryEdition ?? null,
  declaredOutputT: values.declaredOutputT ?? null,
  declaredOutputYear: values.declaredOutputYear ?? null,
})

function EnterpriseFormFields() {
  const t = useText(enterprisesText)
  return (
    <>
      <TextField name="name" label={t('name')} required />
      <TextField name="uscc" label={t('uscc')} maxLength={40} />
      <TextField name="industryCode" label={t('industry')} maxLength={10} />
      <WordField name="industryEdition" label={t('industryEdition')} words={editionWords} />
      <NumberField name="declaredOutputT" label={t('output')} />
      <NumberField name="declaredOutputYear" label={t('outputYear')} />
    </>
  )
}

export function RegisterEnterprise({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<EnterpriseValues, { id: string }>
      label={t('registerEnterprise')}
      help={t('registerEnterpriseHelp')}
      primary
      done={t('registered')}
      run={({ areaId, ...values }) => ledger.registerEnterprise({ ...enterpriseOf(values), areaId })}
      onDone={(made) => onDone(made.id)}
    >
      <AreaField name="areaId" label={t('place')} />
      <EnterpriseFormFields />
    </FormAct>
  )
}

export function ChangeEnterprise({ enterprise }: { enterprise: EnterpriseDetail }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<Loose<EnterpriseFields>, unknown>
      label={t('change')}
      help={t('changeHelp')}
      done={t('changed')}
      initialValues={enterprise}
      run={(values) => ledger.changeEnterprise({ ...enterpriseOf(values), id: enterprise.id })}
    >
      <EnterpriseFormFields />
    </FormAct>
  )
}

function SiteFormFields() {
  const t = useText(enterprisesText)
  return (
    <>
      <TextField name="name" label={t('name')} required />
      <TextField name="address" label={t('address')} required />
      <WordField name="kind" label={t('kind')} words={siteKindWords} required />
      <WordField name="focusKinds" label={t('focus')} words={focusWords} several />
    </>
  )
}

export function RegisterSite({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<SiteValues, { id: string }>
      label={t('registerSite')}
      help={t('registerSiteHelp')}
      primary
      done={t('registered')}
      initialValues={{ focusKinds: [] }}
      run={(values) => ledger.registerSite({ ...values, enterpriseId: values.enterpriseId ?? null })}
      onDone={(made) => onDone(made.id)}
    >
      <AreaField name="areaId" label={t('place')} />
      <SiteFormFields />
      <EnterpriseField name="enterpriseId" label={t('optionalEnterprise')} />
    </FormAct>
  )
}

export function ChangeSite({ site }: { site: SiteDetail }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<SiteFields, unknown>
      label={t('change')}
      help={t('changeHelp')}
      done={t('changed')}
      initialValues={site}
      run={(values) => ledger.changeSite({ ...values, id: site.id })}
    >
      <SiteFormFields />
    </FormAct>
  )
}

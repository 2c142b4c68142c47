import { mayMove } from '../../platform/shared/moves.ts'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { SiteDetail } from '../contract.ts'
import { siteMoveNames, siteMoves } from '../site.ts'
import { enterprisesText } from '../text.ts'
import { DateField, TextField } from './form-fields.tsx'
import { ledger } from './ledger-client.ts'

/** The moves that are possible now, each with its day and reason. */
export function MoveSite({ site }: { site: SiteDetail }) {
  const t = useText(enterprisesText)
  return siteMoveNames
    .filter((name) => mayMove(siteMoves, name, site.status))
    .map((name) => (
      <FormAct<{ on: string; reason: string }, unknown>
        key={name}
        label={t(name)}
        help={t('moveSiteHelp')}
        initialValues={{ on: today() }}
        run={(values) => ledger.moveSite({ ...values, id: site.id, move: name })}
      >
        <DateField name="on" label={t('on')} required />
        <TextField name="reason" label={t('reasonField')} required />
      </FormAct>
    ))
}

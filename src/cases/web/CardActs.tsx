import { ActButton } from '../../platform/web/act.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import { maySubmitClosure } from '../case-file.ts'
import type { CaseDetail } from '../contract.ts'
import { cases } from './cases-client.ts'

/** Handing in, returning, accepting; what is not possible is absent. */
export function CardActs({ caseFile }: { caseFile: CaseDetail }) {
  const t = useText(cardText)
  const me = useMe()
  const { id } = caseFile
  return (
    <>
      {caseFile.complete && maySubmitClosure(me, caseFile) && (
        <ActButton primary label={t('submit')} confirm={t('submitAsk')} run={() => cases.submitClosure({ id })} />
      )}
      {caseFile.mayAccept && (
        <>
          <ActButton
            primary
            label={t('accept')}
            confirm={t('acceptAsk')}
            reason="optional"
            run={(note) => cases.acceptClosure({ id, note: note || null })}
          />
          <ActButton label={t('return')} reason="required" run={(reason) => cases.returnClosure({ id, reason })} />
        </>
      )}
    </>
  )
}

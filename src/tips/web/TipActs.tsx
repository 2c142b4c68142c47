/** The next possible acts on a tip, in the order people use them; what is not possible is absent. */
import { ActButton } from '../../platform/web/act.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import {
  awaitsVerification,
  mayAskExtension,
  mayConclude,
  mayGiveBack,
  mayHandle,
  mayOversee,
  mayRecheck,
} from '../tip.ts'
import { AskIdentity } from './AskIdentity.tsx'
import { ConcludeTip, DecideRecheck } from './FinishTip.tsx'
import { MoveTip, WithholdTip } from './KeepTip.tsx'
import { LimitActs } from './LimitActs.tsx'
import { office } from './office-client.ts'

export function TipActs({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const me = useMe()
  const oversees = mayOversee(me, tip)
  return (
    <>
      {tip.recheck && mayRecheck(me, tip) && !awaitsVerification(tip) && <DecideRecheck tip={tip} />}
      {mayHandle(me, tip) && <AskReporter tip={tip} />}
      {mayConclude(me, tip) && <ConcludeTip tip={tip} />}
      {mayGiveBack(me, tip) && (
        <ActButton
          danger
          label={t('giveBack')}
          confirm={t('giveBackHelp')}
          reason="required"
          run={(reason) => office.giveTipBack({ id: tip.id, reason })}
        />
      )}
      {mayAskExtension(me, tip) && <LimitActs tip={tip} />}
      {oversees && tip.status === 'received' && <MoveTip tip={tip} />}
      {oversees && <WithholdTip tip={tip} />}
      {mayHandle(me, tip) && <AskIdentity tip={tip} />}
    </>
  )
}

function AskReporter({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  return (
    <FormAct<{ words: string }, unknown>
      label={t('ask')}
      help={t('askHelp')}
      primary={tip.messages.at(-1)?.sender === 'reporter'}
      run={({ words }) => office.askReporter({ id: tip.id, words })}
    >
      <WordsField name="words" label={t('ask')} rows={4} missing={t('required')} />
    </FormAct>
  )
}

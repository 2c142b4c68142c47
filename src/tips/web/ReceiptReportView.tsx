import { useText } from '../../platform/web/text.tsx'
import { type ReceiptReport, type StepReport, verdictOf } from '../receipt-check.ts'
import { registerText } from '../register-text.ts'

/** An instant in China, to the minute. */
export const chinaTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** What the check of a receipt found, step by step. */
export function ReceiptReportView({ report }: { report: ReceiptReport }) {
  const t = useText(registerText)
  const { head, faults, steps } = report
  return (
    <section className="panel receipt" data-verdict={verdictOf(report)}>
      <p className={report.ok ? undefined : 'notice'}>
        <strong>{t(`check.${verdictOf(report)}`)}</strong>
      </p>
      {steps.some(({ claim }) => claim['demonstration'] === true) && (
        <p className="notice" role="note">
          <strong>{t('check.ofDemonstration')}</strong>
        </p>
      )}
      {faults.map((fault) => (
        <p key={fault} className="notice">
          {t(`fault.${fault}`)}
        </p>
      ))}
      <p className="soft">
        {head ? t('check.head', { at: chinaTime(head.at), size: head.size.toLocaleString('en') }) : t('check.noHead')}
      </p>
      <ol className="steps">
        {steps.map((step, i) => (
          // steps of a receipt have no other name than their place
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Step key={i} number={i + 1} step={step} />
        ))}
      </ol>
    </section>
  )
}

function Step({ number, step }: { number: number; step: StepReport }) {
  const t = useText(registerText)
  const { leaf, promisedBy, state, faults, claim } = step
  return (
    <li data-state={state}>
      <p>
        <strong>{t('check.step', { number, kind: leaf ? t(`kind.${leaf.kind}`) : '?' })}</strong>{' '}
        <span className={`mark ${state}`}>{t(`state.${state}`)}</span>
      </p>
      {faults.map((fault) => (
        <p key={fault} className="notice">
          {t(`fault.${fault}`)}
        </p>
      ))}
      {leaf && (
        <p className="soft">
          {t('check.leaf', { county: leaf.county, received: leaf.receivedMonth, step: leaf.stepMonth })}
        </p>
      )}
      {promisedBy && <p className="soft">{t('check.by', { by: chinaTime(promisedBy) })}</p>}
      <details>
        <summary>{t('check.claim')}</summary>
        <pre>{JSON.stringify(claim, null, 2)}</pre>
      </details>
    </li>
  )
}

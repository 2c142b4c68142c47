/** What a model was fitted on, said plainly, and the thresholds it works with. */
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { DetectorModel } from '../detector-model.ts'
import { detectorText } from '../detector-text.ts'
import { steelLiterature } from '../register-points.ts'
import { teachingCauses } from '../site-check.ts'
import { meteringText } from '../text.ts'

const shareFigures = ['meltingAboveZero', 'othersAboveZero'] as const
const isShare = (name: string): name is (typeof shareFigures)[number] => shareFigures.some((one) => one === name)

/** A case of the generator as a model names it (fit-cases.ts). */
const trainingCase =
  /^seed (?<seed>\d+) \w+, (?<days>\d+) days, strength (?<strength>[\d.]+), prevalence (?<prevalence>[\d.]+)$/

export function ModelTraining({ model }: { model: DetectorModel }) {
  const t = useText(detectorText)
  const words = useText(meteringText)
  const format = useFormat()
  const { training, register, kwhPerTonne } = model
  const figureWords = (name: string) => (isShare(name) ? t(`figure.${name}`) : t('figureHere', { name }))
  const caseWords = (words: string) => {
    const read = trainingCase.exec(words)?.groups
    return read ? t('trainingCase', { ...read, prevalence: format.share(Number(read['prevalence'])) }) : words
  }
  const points = (value: number) => t('pointsOf', { value: format.number(value, 1) })
  return (
    <section>
      <h2 className="part">{t('training')}</h2>
      <p>{t(`training.${training.kind}`)}</p>
      {training.cases.length > 0 && (
        <ul className="soft">
          {training.cases.map((each) => (
            <li key={each}>{caseWords(each)}</li>
          ))}
        </ul>
      )}
      <Facts
        facts={[
          [t('madeOn'), format.date(training.madeOn)],
          [t('meters'), format.number(training.meters)],
          [t('windows'), format.number(training.windows)],
          [t('siteChecks'), format.number(training.siteChecks)],
        ]}
      />
      <ul>
        {Object.entries(training.figures).map(([name, value]) => {
          const cause = teachingCauses.find((one) => name === `siteCheck.${one}`)
          return (
            <li key={name}>
              {cause ? t('figure.siteCheck', { cause: words(`cause.${cause}`) }) : figureWords(name)}{' '}
              <b>{isShare(name) ? `${format.number(100 * value, 2)}%` : format.number(value, 3)}</b>
            </li>
          )
        })}
      </ul>
      <h2 className="part">{t('thresholds')}</h2>
      <Facts
        facts={[
          [t('alarmScore'), points(model.alarmScore)],
          [t('topWeeks'), format.number(model.topWeeks)],
          [t('basePoints'), points(model.basePoints)],
          [t('noHeatsPoints'), points(model.noHeatsPoints)],
          [
            t('kwhPerTonne'),
            `${format.number(kwhPerTonne.low)}–${format.quantity(kwhPerTonne.high, 'kWh')} · ${kwhPerTonne.source === steelLiterature ? t('steelLiterature') : kwhPerTonne.source}`,
          ],
        ]}
      />
      <h2 className="part">{t('registerPoints')}</h2>
      <Facts
        facts={[
          [t('brokenFromShare'), format.share(register.brokenFromShare)],
          [t('brokenFromScore'), points(register.brokenFromScore)],
          [t('licenceBroken'), points(register.licenceBroken)],
          [t('withinLicence'), points(register.withinLicence)],
          [t('tradeWithoutMetal'), points(register.tradeWithoutMetal)],
          [
            t('outputAboveDeclared', { times: format.number(register.aboveDeclaredFrom, 1) }),
            points(register.outputAboveDeclared),
          ],
        ]}
      />
    </section>
  )
}

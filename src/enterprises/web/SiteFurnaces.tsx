/** Furnaces of a site: what they are, what they were judged to be, where they are, and who took them over. */
import { Collapse } from 'antd'
import { mayMove } from '../../platform/shared/moves.ts'
import { Facts } from '../../platform/web/Facts.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { Timeline } from '../../platform/web/Timeline.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { FurnaceDetail, TransferRow } from '../contract.ts'
import { type FurnaceFields, furnaceMoves, type KeptMove, keptMoves, transferKinds } from '../furnace.ts'
import { enterprisesText } from '../text.ts'
import { furnaceKindWords } from '../words.ts'
import { DateField, NumberField, TextField, WordField } from './form-fields.tsx'
import { ledger } from './ledger-client.ts'
import { FlagMark, FurnaceMark, JudgementMark } from './ledger-marks.tsx'

export function SiteFurnaces({ furnaces, keeper }: { furnaces: readonly FurnaceDetail[]; keeper: boolean }) {
  const t = useText(enterprisesText)
  const pick = usePick()
  if (furnaces.length === 0) return <p className="soft">{t('noFurnacesHere')}</p>
  return (
    <Collapse
      items={furnaces.map((furnace) => ({
        key: furnace.id,
        label: (
          <span className="ledger-furnace">
            <strong>{furnace.label}</strong> {pick(furnaceKindWords[furnace.kind])}
            <JudgementMark judgement={furnace.judgement} />
            <FurnaceMark state={furnace.state} />
          </span>
        ),
        children: <FurnaceBody furnace={furnace} keeper={keeper} />,
      }))}
    />
  )
}

function FurnaceBody({ furnace, keeper }: { furnace: FurnaceDetail; keeper: boolean }) {
  const t = useText(enterprisesText)
  const format = useFormat()
  const quantity = (value: number | null, unit: string, digits = 0) =>
    value === null ? null : format.quantity(value, unit, digits)
  return (
    <>
      <Facts
        facts={[
          [t('capacity'), quantity(furnace.capacityT, 't', 1)],
          [t('power'), quantity(furnace.powerKw, 'kW')],
          [t('transformer'), quantity(furnace.transformerKva, 'kVA')],
          [t('purpose'), furnace.purpose],
          [t('judgedOn'), furnace.judgedOn ? format.date(furnace.judgedOn) : undefined],
          [t('whereabouts'), furnace.whereabouts ?? undefined],
        ]}
      />
      <Transfers transfers={furnace.transfers} />
      {keeper && (
        <div className="acts">
          <ChangeFurnace furnace={furnace} />
          <MoveFurnace furnace={furnace} />
          {furnace.state !== 'destroyed' && <TransferFurnace id={furnace.id} />}
        </div>
      )}
      <h3>{t('history')}</h3>
      <Timeline subjectId={furnace.id} />
    </>
  )
}

function Transfers({ transfers }: { transfers: readonly TransferRow[] }) {
  const t = useText(enterprisesText)
  const pick = usePick()
  const format = useFormat()
  if (transfers.length === 0) return null
  return (
    <ul className="ledger-rows">
      {transfers.map((one) => (
        <li key={one.id}>
          <strong>
            {t(`transfer.${one.kind}`)} → {one.toWhom}
          </strong>
          <span>{one.whereabouts}</span>
          <span className="soft">{format.date(one.happenedOn)}</span>
          <FlagMark flag={one.flag} />
          {one.rule && (
            <span>
              {pick(one.rule.citation)} <StandingTag standing={one.rule.standing} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

type FurnaceValues = { [K in keyof FurnaceFields]?: FurnaceFields[K] | undefined }

const furnaceOf = (values: FurnaceValues): FurnaceFields => ({
  label: values.label ?? '',
  kind: values.kind ?? 'other',
  capacityT: values.capacityT ?? null,
  powerKw: values.powerKw ?? null,
  transformerKva: values.transformerKva ?? null,
  purpose: values.purpose?.trim() || null,
})

function FurnaceFormFields() {
  const t = useText(enterprisesText)
  return (
    <>
      <TextField name="label" label={t('label')} required maxLength={60} />
      <WordField name="kind" label={t('kind')} words={furnaceKindWords} required />
      <NumberField name="capacityT" label={t('capacityT')} />
      <NumberField name="powerKw" label={t('powerKw')} />
      <NumberField name="transformerKva" label={t('transformerKva')} />
      <TextField name="purpose" label={t('purpose')} />
    </>
  )
}

export function RegisterFurnace({ siteId }: { siteId: string }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<FurnaceValues, unknown>
      label={t('registerFurnace')}
      help={t('registerFurnaceHelp')}
      small
      done={t('registered')}
      run={(values) => ledger.registerFurnace({ ...furnaceOf(values), siteId })}
    >
      <FurnaceFormFields />
    </FormAct>
  )
}

function ChangeFurnace({ furnace }: { furnace: FurnaceDetail }) {
  const t = useText(enterprisesText)
  return (
    <FormAct<FurnaceValues, unknown>
      label={t('change')}
      help={t('changeHelp')}
      small
      done={t('changed')}
      initialValues={furnace}
      run={(values) => ledger.changeFurnace({ ...furnaceOf(values), id: furnace.id })}
    >
      <FurnaceFormFields />
    </FormAct>
  )
}

function MoveFurnace({ furnace }: { furnace: FurnaceDetail }) {
  const t = useText(enterprisesText)
  const possible = keptMoves.filter((name) => mayMove(furnaceMoves, name, furnace.state))
  if (possible.length === 0) return null
  const words = Object.fromEntries(possible.map((name) => [name, { zh: t(`move.${name}`), en: t(`move.${name}`) }]))
  return (
    <FormAct<{ move: KeptMove; whereabouts?: string }, unknown>
      label={t('move')}
      help={t('moveHelp')}
      small
      run={({ move, whereabouts }) =>
        ledger.moveFurnace({ id: furnace.id, move, whereabouts: whereabouts?.trim() || null })
      }
    >
      <WordField name="move" label={t('what')} words={words} required />
      <TextField name="whereabouts" label={t('whereabouts')} />
    </FormAct>
  )
}

type TransferValues = { kind: (typeof transferKinds)[number]; happenedOn: string; toWhom: string; whereabouts: string }

function TransferFurnace({ id }: { id: string }) {
  const t = useText(enterprisesText)
  const words = Object.fromEntries(
    transferKinds.map((kind) => [kind, { zh: t(`transfer.${kind}`), en: t(`transfer.${kind}`) }]),
  )
  return (
    <FormAct<TransferValues, unknown>
      label={t('transfer')}
      help={t('transferHelp')}
      small
      done={t('registered')}
      initialValues={{ happenedOn: today() }}
      run={(values) => ledger.transferFurnace({ ...values, id })}
    >
      <WordField name="kind" label={t('transferKind')} words={words} required />
      <DateField name="happenedOn" label={t('happenedOn')} required />
      <TextField name="toWhom" label={t('toWhom')} required />
      <TextField name="whereabouts" label={t('whereabouts')} required />
    </FormAct>
  )
}

import { Checkbox, Form, Input, Select } from 'antd'
import { FilesField } from '../../platform/web/FilesField.tsx'
import { today } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import { type AtomMove, atomMoves, forcedStepOf, needsWhereabouts, partyMoves, whereaboutsKinds } from '../atom.ts'
import { cardText } from '../card-text.ts'
import { type PaperKind, paperKinds } from '../coercion.ts'
import type { StepView } from '../step.ts'
import { casesText } from '../text.ts'
import type { AtomProps } from './atom-props.ts'
import { BasisField } from './BasisField.tsx'
import { useBases } from './cases-client.ts'

type Props = AtomProps & { move: AtomMove; prepared: StepView | null }

/** What can be settled beforehand: force or not, basis, decision, papers, whereabouts, reasons. */
export function PlanFields({ caseFile, atom, move, prepared }: Props) {
  const t = useText(cardText)
  const c = useText(casesText)
  const byParty: unknown = Form.useWatch('byParty', { preserve: true })
  const forced = forcedStepOf(atom.atom, move, { byParty: byParty === true, confiscated: atom.confiscated })
  const needed = [{ required: true, message: c('required') }]
  const served = caseFile.decisions.filter((one) => one.servedOn !== null)
  const confiscates = forced?.startsWith('confiscate') ?? false
  return (
    <>
      {atom.atom !== 'disposal' && !atom.confiscated && partyMoves.some((own) => own === move) && (
        <Form.Item name="byParty" valuePropName="checked">
          <Checkbox>{t('byParty')}</Checkbox>
        </Form.Item>
      )}
      {forced !== null && <BasisField caseFile={caseFile} step={forced} />}
      <Form.Item name="decisionNumber" label={t('decisionNumber')} rules={needed}>
        {confiscates ? (
          <Select
            placeholder={t('chooseDecision')}
            options={served.map((one) => ({ value: one.number, label: one.number }))}
          />
        ) : (
          <Input maxLength={200} />
        )}
      </Form.Item>
      {forced === 'confiscateRawMaterial' && (
        <Form.Item name="statement" label={t('statement')} rules={needed}>
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
      )}
      {(move === 'leaveByLaw' || move === 'release') && (
        <Form.Item name="reason" label={t('reason')} rules={needed}>
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
      )}
      <WhereaboutsFields atom={atom} move={move} />
      <PaperFields caseFile={caseFile} forced={forced} byParty={byParty === true} move={move} prepared={prepared} />
    </>
  )
}

function WhereaboutsFields({ atom, move }: Pick<Props, 'atom' | 'move'>) {
  const t = useText(cardText)
  const c = useText(casesText)
  const to = atomMoves[atom.atom][move]?.to
  const isNeeded = to !== undefined && needsWhereabouts(atom.atom, to, atom.furnaceId !== null)
  if (!isNeeded) return null
  const rules = [{ required: true, message: c('required') }]
  return (
    <>
      <Form.Item name="whereaboutsKind" label={t('whereabouts')} rules={rules}>
        <Select options={whereaboutsKinds.map((value) => ({ value, label: t(`whereabouts.${value}`) }))} />
      </Form.Item>
      <Form.Item name="whereaboutsWords" label={t('whereaboutsWords')} rules={rules}>
        <Input maxLength={400} />
      </Form.Item>
    </>
  )
}

type PaperProps = Pick<Props, 'caseFile' | 'move' | 'prepared'> & { forced: string | null; byParty: boolean }

/** One field per paper that the chosen basis, the party's own act, or the leaving asks for. */
function PaperFields({ caseFile, forced, byParty, move, prepared }: PaperProps) {
  const t = useText(cardText)
  const chosen: unknown = Form.useWatch('basisRuleId', { preserve: true })
  const bases = useBases(caseFile.id, today(), forced !== null)
  const requires = forced === null ? [] : (bases.data?.rows.find((row) => row.ruleId === chosen)?.requires ?? [])
  const asked: PaperKind[] = [
    ...paperKinds.filter((kind) => requires.includes(kind)),
    ...(forced === 'confiscateRawMaterial' ? (['speciallyUsed'] as const) : []),
    ...(byParty ? (['partyStatement'] as const) : []),
    ...(move === 'leaveByLaw' ? (['leavingDecision'] as const) : []),
  ]
  return asked.map((kind) => (
    <Form.Item
      key={kind}
      name={['papers', kind]}
      label={`${t(`paper.${kind}`)}${prepared?.documents.some((one) => one.kind === kind) ? ' ✓' : ''}`}
    >
      <FilesField areaId={caseFile.areaId} purpose="document" single />
    </Form.Item>
  ))
}

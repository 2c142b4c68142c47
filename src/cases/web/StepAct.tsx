/** The form of a step on an atom: as much of it as the move asks for. */
import { Form, Radio } from 'antd'
import type { ReactNode } from 'react'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { usePick, usePunctuation, useText } from '../../platform/web/text.tsx'
import { type AtomMove, forcedStepOf } from '../atom.ts'
import { cardText } from '../card-text.ts'
import type { StepView } from '../step.ts'
import { AgencyField, useMyAgencies } from './AgencyField.tsx'
import type { AtomProps } from './atom-props.ts'
import { useMoveWord } from './case-marks.tsx'
import { cases } from './cases-client.ts'
import { ExecutionFields } from './ExecutionFields.tsx'
import { PlanFields } from './PlanFields.tsx'
import { executionOf, planOf, type StepValues, valuesOf } from './step-values.ts'

type Props = AtomProps & { move: AtomMove; prepared?: StepView }

/** A button for one move; `prepared`: it was prepared before and is done now. */
export function StepAct({ caseFile, atom, move, prepared }: Props) {
  const t = useText(cardText)
  const { colon } = usePunctuation()
  const pick = usePick()
  const moveWord = useMoveWord()
  const [agency] = useMyAgencies(caseFile)
  const finding = move === 'findNotPresent' || move === 'findIntact'
  // power is cut by the company: an authority can only prepare it
  const onlyPrepare = forcedStepOf(atom.atom, move, { byParty: false, confiscated: atom.confiscated }) === 'cutPower'
  const ids = { id: caseFile.id, atomId: atom.id }
  const word = moveWord(atom.atom, move)
  return (
    <FormAct<StepValues, unknown>
      label={prepared ? `${t('doPrepared')}${colon}${word}` : word}
      help={[pick(atom.title), atom.furnaceLabel, prepared ? t('preparedHelp') : null].filter(Boolean).join(' ')}
      primary={prepared !== undefined}
      initialValues={{
        mode: onlyPrepare ? 'prepare' : 'done',
        agencyId: agency?.agencyId,
        ...(prepared && valuesOf(prepared)),
      }}
      run={(values) =>
        values.mode === 'prepare'
          ? cases.prepareStep({ ...ids, ...planOf(move, values, null) })
          : cases.takeStep({ ...ids, ...planOf(move, values, prepared ?? null), ...executionOf(values) })
      }
    >
      <Form.Item name="mode" label={t('stepMode')} hidden={finding || prepared !== undefined}>
        <Radio.Group
          options={[
            { value: 'prepare', label: t('prepareOnly') },
            { value: 'done', label: t('alreadyDone') },
          ]}
        />
      </Form.Item>
      <AgencyField caseFile={caseFile} label={t('authority')} />
      {!finding && <PlanFields caseFile={caseFile} atom={atom} move={move} prepared={prepared ?? null} />}
      <WhenDone>
        <ExecutionFields caseFile={caseFile} atom={atom} move={move} />
      </WhenDone>
    </FormAct>
  )
}

/** Fields that only the doing shows. */
function WhenDone({ children }: { children: ReactNode }) {
  const mode: unknown = Form.useWatch('mode', { preserve: true })
  return mode === 'prepare' ? null : children
}

/** The power company carries out what an authority has requested. */
export function CutAct({ caseFile, atom }: AtomProps) {
  const t = useText(cardText)
  return (
    <FormAct<StepValues, unknown>
      primary
      label={t('carryOut')}
      help={t('carryOutHelp')}
      run={(values) => cases.carryOutCut({ id: caseFile.id, atomId: atom.id, ...executionOf(values) })}
    >
      <ExecutionFields caseFile={caseFile} atom={atom} move="cut" />
    </FormAct>
  )
}

import { Form, Input } from 'antd'
import { FilesField } from '../../platform/web/FilesField.tsx'
import { usePunctuation, useText } from '../../platform/web/text.tsx'
import { evidencePhases } from '../../rulebook/values.ts'
import { type AtomMove, atomMoves, neededEvidence } from '../atom.ts'
import { cardText } from '../card-text.ts'
import { casesText } from '../text.ts'
import type { AtomProps } from './atom-props.ts'
import { OfficerField } from './OfficerField.tsx'

/** When, with whom, and the pictures the new state asks for. */
export function ExecutionFields({ caseFile, atom, move }: AtomProps & { move: AtomMove }) {
  const t = useText(cardText)
  const { inBrackets } = usePunctuation()
  const c = useText(casesText)
  const to = atomMoves[atom.atom][move]?.to ?? 'intact'
  const needed = { required: true, message: c('required') }
  return (
    <>
      <div className="step-times">
        <Form.Item name="startedAt" label={t('startedAt')} rules={[needed]}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="endedAt" label={t('endedAt')} rules={[needed]}>
          <Input type="datetime-local" />
        </Form.Item>
      </div>
      {move !== 'findIntact' && move !== 'findNotPresent' && (
        <Form.Item name="emergencyReason" label={t('emergency')} extra={t('emergencyHelp')}>
          <Input.TextArea rows={1} maxLength={4000} />
        </Form.Item>
      )}
      <OfficerField
        caseFile={caseFile}
        name="secondOfficialId"
        label={t('second')}
        help={t('secondHelp')}
        required={to === 'notPresent' || move === 'seal'}
      />
      {evidencePhases.map((phase) => {
        const isNeeded = neededEvidence(to, atom.evidence).includes(phase)
        return (
          <Form.Item
            key={phase}
            name={['evidence', phase]}
            label={`${t('evidence')} · ${t(`phase.${phase}`)}${inBrackets(t(isNeeded ? 'needed' : 'optional'))}`}
            rules={isNeeded ? [needed] : []}
          >
            <FilesField areaId={caseFile.areaId} purpose="evidence" camera />
          </Form.Item>
        )
      })}
    </>
  )
}

import { Form, Input } from 'antd'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { FilesField, firstFile } from '../../platform/web/FilesField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import { mayKeepCase, mayWorkOnCase, powerGrant } from '../case-file.ts'
import { casesText } from '../text.ts'
import type { AtomProps } from './atom-props.ts'
import { cases } from './cases-client.ts'
import { NameSupply } from './NameSupply.tsx'
import { ProlongSealing } from './ProlongSealing.tsx'
import { CutAct, StepAct } from './StepAct.tsx'

/** What can be done on an atom next, by whom it may be; a supply must be named before it is touched. */
export function AtomActs({ caseFile, atom }: AtomProps) {
  const t = useText(cardText)
  const me = useMe()
  const keeps = mayKeepCase(me, caseFile)
  const works = mayWorkOnCase(me, caseFile)
  const { prepared } = atom
  const isSupply = atom.atom === 'power' || atom.atom === 'water'
  const unnamed = isSupply && !atom.servesNoDwelling
  const moves = prepared
    ? []
    : atom.moves.filter((move) => !unnamed || move === 'findNotPresent' || move === 'leaveByLaw')
  const cutPrepared = prepared?.coerciveStep === 'cutPower'
  return (
    <div className="acts">
      {keeps && unnamed && atom.applies && <NameSupply caseFile={caseFile} atom={atom} />}
      {works && moves.map((move) => <StepAct key={move} caseFile={caseFile} atom={atom} move={move} />)}
      {works && prepared && !cutPrepared && (
        <StepAct caseFile={caseFile} atom={atom} move={prepared.move} prepared={prepared} />
      )}
      {works && prepared && (
        <ActButton
          label={t('withdraw')}
          reason="required"
          run={(reason) => cases.withdrawStep({ id: caseFile.id, atomId: atom.id, reason })}
        />
      )}
      {cutPrepared && powerGrant(me, caseFile) && <CutAct caseFile={caseFile} atom={atom} />}
      {works && atom.state === 'sealed' && <ProlongSealing caseFile={caseFile} atom={atom} />}
      {keeps && !atom.applies && <ApplyAtom caseFile={caseFile} atom={atom} />}
    </div>
  )
}

function ApplyAtom({ caseFile, atom }: AtomProps) {
  const t = useText(cardText)
  const needed = [{ required: true, message: useText(casesText)('required') }]
  return (
    <FormAct<{ localOrder: string; files: FileRecord[] }, unknown>
      label={t('applyAtom')}
      help={t('applyAtomHelp')}
      run={({ localOrder, files }) =>
        cases.applyAtom({ id: caseFile.id, atomId: atom.id, localOrder, fileId: firstFile(files) })
      }
    >
      <Form.Item name="localOrder" label={t('orderNumber')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="files" label={t('orderFile')} rules={needed}>
        <FilesField areaId={caseFile.areaId} purpose="document" single />
      </Form.Item>
    </FormAct>
  )
}

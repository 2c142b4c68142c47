import { Form, Input } from 'antd'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { FilesField, firstFile } from '../../platform/web/FilesField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { RecordLimits } from '../../platform/web/RecordLimits.tsx'
import { useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import { casesText } from '../text.ts'
import type { AtomProps } from './atom-props.ts'
import { cases } from './cases-client.ts'
import { OfficerField } from './OfficerField.tsx'

/** How long the sealing still holds, and its one prolongation. */
export function ProlongSealing({ caseFile, atom }: AtomProps) {
  const t = useText(cardText)
  const needed = [{ required: true, message: useText(casesText)('required') }]
  return (
    <>
      <FormAct<{ approvedBy: string; reason: string; files: FileRecord[] }, unknown>
        label={t('prolong')}
        help={t('prolongHelp')}
        run={({ approvedBy, reason, files }) =>
          cases.prolongSealing({ id: caseFile.id, atomId: atom.id, approvedBy, reason, fileId: firstFile(files) })
        }
      >
        <OfficerField caseFile={caseFile} name="approvedBy" label={t('approvedBy')} required />
        <Form.Item name="reason" label={t('reason')} rules={needed}>
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
        <Form.Item name="files" label={t('approvalFile')} rules={needed}>
          <FilesField areaId={caseFile.areaId} purpose="document" single />
        </Form.Item>
      </FormAct>
      <RecordLimits subjectId={atom.id} />
    </>
  )
}

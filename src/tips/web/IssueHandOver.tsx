/** The second person: answers for every kind of clue, one by one, names the receivers of the copies, and issues the form. */
import { Checkbox, Form, Input } from 'antd'
import { linesOf } from '../../platform/shared/text.ts'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { type Clue, type ClueKind, clueKinds, findClues } from '../clue.ts'
import { clueText } from '../clue-text.ts'
import type { HandOver, TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { office } from './office-client.ts'

type Values = { receivers: string } & { [K in ClueKind]?: boolean }

/** As the server refuses it: words of the reporter or a phone number never leave, whatever is ticked. */
export const mustBeRewritten = (tip: TipDetail, form: HandOver): boolean =>
  findClues(form.paraphrase, tip.words).some(({ kind }) => kind === 'reportersWords' || kind === 'phone')

export function IssueHandOver({ tip, form }: { tip: TipDetail; form: HandOver }) {
  const t = useText(officeText)
  return (
    <FormAct<Values, HandOver>
      primary
      width={720}
      label={t('issue')}
      help={t('issueHelp')}
      run={({ receivers, ...ticked }) =>
        office.issueHandOver({
          id: tip.id,
          checks: clueKinds.filter((kind) => ticked[kind]).map((kind) => ({ kind, clear: true })),
          receivers: linesOf(receivers),
        })
      }
    >
      <blockquote className="tip-paraphrase">{form.paraphrase}</blockquote>
      <h3>{t('issueCheck')}</h3>
      {clueKinds.map((kind) => (
        <ClueTick key={kind} kind={kind} clues={form.clues} />
      ))}
      <Form.Item
        name="receivers"
        label={t('receivers')}
        rules={[{ required: true, whitespace: true, message: t('required') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <CopyCount />
    </FormAct>
  )
}

function ClueTick({ kind, clues }: { kind: ClueKind; clues: readonly Clue[] }) {
  const t = useText(officeText)
  const word = useText(clueText)
  const passages = clues.filter((clue) => clue.kind === kind)
  const ticked = (_: unknown, value: unknown) =>
    value === true ? Promise.resolve() : Promise.reject(new Error(t('issueMissing')))
  return (
    <Form.Item name={kind} valuePropName="checked" rules={[{ validator: ticked }]} className="tip-tick">
      <Checkbox>
        <strong>{word(`clue.${kind}`)}</strong> <span className="soft">{word(`clue.${kind}Help`)}</span>
        {passages.length > 0 && (
          <span className="tip-found">
            {t('found')}
            {passages.map(({ passage }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one passage may be found twice
              <mark key={i}>{passage}</mark>
            ))}
          </span>
        )}
      </Checkbox>
    </Form.Item>
  )
}

function CopyCount() {
  const t = useText(officeText)
  const typed: unknown = Form.useWatch('receivers')
  const count = typeof typed === 'string' ? linesOf(typed).length : 0
  return count > 0 ? <p className="soft">{t('receiversHelp', { count })}</p> : null
}

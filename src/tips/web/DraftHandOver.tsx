/** Writes the paraphrase, with what the machine finds in it as it is written. */
import { Form, Input, Radio } from 'antd'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { findClues } from '../clue.ts'
import type { HandOver, TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { ClueList } from './ClueList.tsx'
import { office } from './office-client.ts'

type Values = { to: 'county' | 'city'; paraphrase: string; purpose: string }

export function DraftHandOver({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  return (
    <FormAct<Values, HandOver>
      primary
      width={720}
      label={t('draft')}
      help={t('draftHelp')}
      initialValues={{ to: tip.countyInvolved ? 'city' : 'county' }}
      run={(values) => office.draftHandOver({ id: tip.id, ...values })}
    >
      <DraftFields tip={tip} />
    </FormAct>
  )
}

function DraftFields({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const required = [{ required: true, whitespace: true, message: t('required') }]
  return (
    <>
      <blockquote className="tip-words">
        {tip.placeWords && <div>{tip.placeWords}</div>}
        {tip.words || <span className="soft">{t('noWords')}</span>}
      </blockquote>
      <Form.Item name="to" label={t('to')} extra={tip.countyInvolved ? t('countyInvolvedHelp') : undefined}>
        <Radio.Group
          options={[
            ...(tip.countyInvolved ? [] : [{ value: 'county', label: t('to.county', { name: tip.countyName }) }]),
            { value: 'city', label: t('to.city') },
          ]}
        />
      </Form.Item>
      <Form.Item name="paraphrase" label={t('paraphrase')} rules={required}>
        <Input.TextArea rows={5} maxLength={4000} />
      </Form.Item>
      <LiveClues tip={tip} />
      <Form.Item name="purpose" label={t('purpose')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}

function LiveClues({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const paraphrase: unknown = Form.useWatch('paraphrase')
  const written = typeof paraphrase === 'string' ? paraphrase : ''
  return (
    <ClueList
      clues={findClues(written, `${tip.placeWords}\n${tip.words}`)}
      empty={t(written.trim() ? 'cluesNone' : 'cluesWait')}
    />
  )
}

import { Form, Input, Select } from 'antd'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { FilesField, firstFile } from '../../platform/web/FilesField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { authorityGrant, type ServiceKind, serviceKinds } from '../case-file.ts'
import type { CaseDetail } from '../contract.ts'
import type { DecisionView } from '../step.ts'
import { casesText } from '../text.ts'
import { AgencyField, useMyAgencies } from './AgencyField.tsx'
import { cases } from './cases-client.ts'

export function Decisions({ caseFile }: { caseFile: CaseDetail }) {
  const t = useText(casesText)
  const pick = usePick()
  const format = useFormat()
  const me = useMe()
  const agencies = useMyAgencies(caseFile)
  const howOf = ({ servedHow }: DecisionView) => serviceKinds.find((kind) => kind === servedHow)
  return (
    <>
      {caseFile.decisions.length === 0 && <EmptyPanel why="noData" words={t('noDecision')} />}
      <ul className="decision-rows">
        {caseFile.decisions.map((one) => {
          const how = howOf(one)
          const served =
            one.servedOn && how ? t('servedOnOf', { date: format.date(one.servedOn), how: t(`service.${how}`) }) : null
          return (
            <li key={one.id}>
              <span>
                <a href={`/api/files/${one.fileId}`}>{one.number}</a> · {pick(one.agencyName)} · {one.law} {one.article}
              </span>
              <span>
                {format.date(one.decidedOn)} · {served ?? <strong>{t('notServed')}</strong>}
              </span>
              {caseFile.status === 'open' && !one.servedOn && authorityGrant(me, caseFile.areaPath, one.agencyId) && (
                <ServeDecision caseFile={caseFile} decision={one} />
              )}
            </li>
          )
        })}
      </ul>
      {caseFile.status === 'open' && agencies.length > 0 && (
        <div className="acts">
          <RecordDecision caseFile={caseFile} />
        </div>
      )}
    </>
  )
}

type DecisionValues = {
  agencyId: string
  number: string
  law: string
  article: string
  decidedOn: string
  files: FileRecord[]
}

function RecordDecision({ caseFile }: { caseFile: CaseDetail }) {
  const t = useText(casesText)
  const needed = [{ required: true, message: t('required') }]
  const [first] = useMyAgencies(caseFile)
  return (
    <FormAct<DecisionValues, unknown>
      label={t('recordDecision')}
      help={t('recordDecisionHelp')}
      initialValues={{ agencyId: first?.agencyId }}
      run={({ files, ...values }) => cases.recordDecision({ id: caseFile.id, ...values, fileId: firstFile(files) })}
    >
      <AgencyField caseFile={caseFile} label={t('agency')} />
      {(['number', 'law', 'article'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(name === 'number' ? 'decisionNumber' : name)} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
      ))}
      <Form.Item name="decidedOn" label={t('decidedOn')} rules={needed}>
        <DayField />
      </Form.Item>
      <Form.Item name="files" label={t('decisionFile')} rules={needed}>
        <FilesField areaId={caseFile.areaId} purpose="document" single />
      </Form.Item>
    </FormAct>
  )
}

type ServiceValues = { servedOn: string; servedHow: ServiceKind; files: FileRecord[] }

function ServeDecision({ caseFile, decision }: { caseFile: CaseDetail; decision: DecisionView }) {
  const t = useText(casesText)
  const needed = [{ required: true, message: t('required') }]
  return (
    <FormAct<ServiceValues, unknown>
      label={t('serve')}
      help={t('serveHelp')}
      initialValues={{ servedHow: 'inPerson' }}
      run={({ files, ...values }) =>
        cases.serveDecision({ id: caseFile.id, decisionId: decision.id, ...values, fileId: firstFile(files) })
      }
    >
      <Form.Item name="servedOn" label={t('servedOn')} rules={needed}>
        <DayField />
      </Form.Item>
      <Form.Item name="servedHow" label={t('servedHow')} rules={needed}>
        <Select options={serviceKinds.map((value) => ({ value, label: t(`service.${value}`) }))} />
      </Form.Item>
      <Form.Item name="files" label={t('receiptFile')} rules={needed}>
        <FilesField areaId={caseFile.areaId} purpose="document" single />
      </Form.Item>
    </FormAct>
  )
}

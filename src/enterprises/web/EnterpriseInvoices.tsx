/** What a firm invoiced, month by month, with what was corrected; and the forms to enter, correct and import it. */
import { Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { FilesField, firstFile } from '../../platform/web/FilesField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ImportTold } from '../../platform/web/ImportTold.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { InvoiceRow } from '../invoice-contract.ts'
import { invoiceText } from '../invoice-text.ts'
import { month as monthShape } from '../invoiced-tonnage.ts'
import { enterprisesText } from '../text.ts'
import { TextField } from './form-fields.tsx'
import { ledger } from './ledger-client.ts'

export function EnterpriseInvoices({ id, keeper }: { id: string; keeper: boolean }) {
  const t = useText(invoiceText)
  const format = useFormat()
  return (
    <section>
      <div className="ledger-part">
        <h2 className="part">{t('title')}</h2>
        {keeper && <EnterInvoice id={id} />}
      </div>
      <p className="soft">{t('lead')}</p>
      <RecordList
        name="invoicedTonnages"
        queryKey={['invoicedTonnages', id]}
        sheet={{ list: 'enterprises.listInvoicedTonnages', question: { id } }}
        load={(after) => ledger.listInvoicedTonnages({ id, after })}
        rowKey={(row) => row.id}
        columns={[
          { key: 'month', title: t('month'), width: 110, shown: 'first', render: (row) => row.month },
          { key: 'tonnes', title: t('tonnes'), width: 140, render: (row) => format.quantity(row.tonnes, 't', 1) },
          { key: 'standing', title: t('standing'), render: (row) => <Standing row={row} /> },
          { key: 'document', title: t('document'), render: (row) => `${row.document} · ${row.agreement}` },
          {
            key: 'entered',
            title: t('enteredBy'),
            render: (row) => `${row.enteredByName ?? '—'} ${format.instant(row.enteredAt)}`,
          },
          {
            key: 'act',
            title: t('correct'),
            width: 110,
            render: (row) => keeper && row.replacedBy === null && <CorrectInvoice row={row} />,
          },
        ]}
        emptyWords={t('none')}
      />
    </section>
  )
}

function Standing({ row: { replacedBecause } }: { row: InvoiceRow }) {
  const t = useText(invoiceText)
  if (replacedBecause === null) return <StatusMark status="done" word={t('stands')} />
  return <StatusMark status="ended" word={t('replaced', { reason: replacedBecause })} />
}

type Figure = { tonnes: number; agreement: string; document: string }

function FigureFields() {
  const t = useText(invoiceText)
  const e = useText(enterprisesText)
  return (
    <>
      <Form.Item name="tonnes" label={t('tonnes')} rules={[{ required: true, message: e('required') }]}>
        <InputNumber min={0} style={{ width: '100%' }} />
      </Form.Item>
      <SourceFields />
    </>
  )
}

function SourceFields() {
  const t = useText(invoiceText)
  return (
    <>
      <TextField name="agreement" label={t('agreement')} required />
      <TextField name="document" label={t('document')} required />
    </>
  )
}

function EnterInvoice({ id }: { id: string }) {
  const t = useText(invoiceText)
  const e = useText(enterprisesText)
  const readable = {
    validator: (_: unknown, text: string | undefined) =>
      !text || monthShape.safeParse(text).success ? Promise.resolve() : Promise.reject(new Error(t('monthBad'))),
  }
  return (
    <FormAct<Figure & { month: string }, unknown>
      label={t('enter')}
      help={t('enterHelp')}
      small
      done={t('entered')}
      run={(values) => ledger.enterInvoicedTonnage({ ...values, id })}
    >
      <Form.Item
        name="month"
        label={t('month')}
        extra={t('monthHelp')}
        rules={[{ required: true, message: e('required') }, readable]}
      >
        <Input maxLength={7} inputMode="numeric" />
      </Form.Item>
      <FigureFields />
    </FormAct>
  )
}

function CorrectInvoice({ row }: { row: InvoiceRow }) {
  const t = useText(invoiceText)
  return (
    <FormAct<Figure & { reason: string }, unknown>
      label={t('correct')}
      help={t('correctHelp')}
      small
      done={t('corrected')}
      initialValues={{ tonnes: row.tonnes, agreement: row.agreement, document: row.document }}
      run={(values) => ledger.correctInvoicedTonnage({ ...values, id: row.id })}
    >
      <FigureFields />
      <TextField name="reason" label={t('reason')} required />
    </FormAct>
  )
}

type Imported = Awaited<ReturnType<typeof ledger.importInvoicedTonnages>>
type Import = { files: readonly FileRecord[]; agreement: string; document: string }

/** A table of many firms at once. */
export function ImportInvoices({ areaId }: { areaId: number }) {
  const t = useText(invoiceText)
  const [told, setTold] = useState<Imported | null>(null)
  const wordsOf = ({ entered, corrected, unchanged, rejects }: Imported) => ({
    sum: t('imported', { entered, corrected, unchanged, rejected: rejects.length }),
    rejects: rejects.map(({ row, reason }) => t(`reject.${reason}`, { row })),
  })
  return (
    <>
      <FormAct<Import, Imported>
        label={t('importTable')}
        help={t('importHelp')}
        run={({ files, ...source }) => ledger.importInvoicedTonnages({ ...source, fileId: firstFile(files) })}
        onDone={setTold}
      >
        <Form.Item name="files" label={t('file')} rules={[{ required: true, message: t('chooseFile') }]}>
          <FilesField areaId={areaId} purpose="import" accept=".csv,.xlsx" single />
        </Form.Item>
        <SourceFields />
      </FormAct>
      <ImportTold title={t('importTable')} told={told && wordsOf(told)} onClose={() => setTold(null)} />
    </>
  )
}

/** How far an import is, what stops it, and the act that writes it into the ledger. */
import { Alert, Progress } from 'antd'
import { platformRefusals } from '../../platform/shared/refusal.ts'
import type { Bilingual } from '../../platform/shared/text.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, usePunctuation, useText } from '../../platform/web/text.tsx'
import type { ImportView } from '../import-contract.ts'
import { importText } from '../import-text.ts'
import type { ImportStatus } from '../ledger-import.ts'
import { enterprisesRefusals } from '../refusals.ts'
import { ledger } from './ledger-client.ts'

const marks: Readonly<Record<ImportStatus, MarkStatus>> = {
  reading: 'due',
  previewed: 'soon',
  unreadable: 'overdue',
  applying: 'due',
  applied: 'done',
  failed: 'overdue',
}

type Props = { ledgerImport: ImportView }

export function ImportMark({ status }: { status: ImportStatus }) {
  const t = useText(importText)
  return <StatusMark status={marks[status]} word={t(`status.${status}`)} />
}

export function ImportProgress({ ledgerImport: { doneRows, totalRows } }: Props) {
  const t = useText(importText)
  const format = useFormat()
  const percent = totalRows === 0 ? 0 : Math.round((doneRows / totalRows) * 100)
  return (
    <div role="status">
      <Progress percent={percent} status="active" />
      {totalRows === 0
        ? t('waiting')
        : t('progress', { done: format.number(doneRows), total: format.number(totalRows) })}
    </div>
  )
}

const sentences: Readonly<Record<string, Bilingual>> = { ...platformRefusals, ...enterprisesRefusals }

export function ImportFacts({ ledgerImport }: Props) {
  const t = useText(importText)
  const { and, colon } = usePunctuation()
  const pick = usePick()
  const format = useFormat()
  const { refusal, ignoredColumns } = ledgerImport
  const sentence = refusal && sentences[refusal.code]
  return (
    <>
      {refusal && <Alert type="error" showIcon title={sentence ? pick(sentence) : t('internal')} />}
      {ignoredColumns.length > 0 && (
        <Alert type="warning" showIcon title={`${t('ignored')}${colon}${ignoredColumns.join(and)}`} />
      )}
      <Facts
        facts={[
          [t('rows'), format.number(ledgerImport.totalRows)],
          [t('encoding'), ledgerImport.encoding?.toUpperCase() ?? null],
          [t('by'), ledgerImport.startedByName],
          [t('startedAt'), format.instant(ledgerImport.startedAt)],
        ]}
      />
    </>
  )
}

/** Offered while it is possible; bad rows are left out only on purpose. */
export function ApplyImport({ ledgerImport: { id, status, counts } }: Props) {
  const t = useText(importText)
  const format = useFormat()
  const bad = counts.bad ?? 0
  const good = (counts.new ?? 0) + (counts.changed ?? 0) + (counts.unchanged ?? 0)
  if (status !== 'previewed' && status !== 'failed') return null
  if (good === 0) return <span>{t('nothingGood')}</span>
  return (
    <ActButton
      primary
      label={t(bad > 0 ? 'applyGood' : 'apply', { count: good })}
      confirm={bad > 0 ? t('applyGoodAsk', { bad: format.number(bad) }) : t('applyAsk')}
      run={() => ledger.applyImport({ id, onlyGood: bad > 0 })}
      done={null}
    />
  )
}

const kinds = ['enterprises', 'sites', 'occupancies', 'furnaces', 'usagePoints', 'licences'] as const

export function Written({ written }: { written: ImportView['written'] }) {
  const t = useText(importText)
  const format = useFormat()
  const present = kinds.flatMap((kind) => {
    const counts = written[kind]
    return counts ? [{ kind, counts }] : []
  })
  if (present.length === 0) return <Alert type="success" showIcon title={t('writtenNothing')} />
  return (
    <>
      <h2 className="part">{t('written')}</h2>
      <Facts
        facts={present.map(({ kind, counts }) => [
          t(`kind.${kind}`),
          t('addedChanged', { added: format.number(counts.added), changed: format.number(counts.changed) }),
        ])}
      />
    </>
  )
}

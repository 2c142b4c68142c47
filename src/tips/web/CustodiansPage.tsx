/** Who keeps halves of the keys to sealed identity; what waits for me as custodian. */
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { ActButton } from '../../platform/web/act.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { usePunctuation, useText } from '../../platform/web/text.tsx'
import { type CustodianState, custodianBodies, custodianStates, inFours } from '../custodian.ts'
import type { OfficeCustodian } from '../custodian-contract.ts'
import { custodianText } from '../custodian-text.ts'
import { AnswerRequests } from './AnswerRequests.tsx'
import { custodians } from './office-client.ts'
import { ProposeCustodian } from './ProposeCustodian.tsx'
import { ResealHalves } from './ResealHalves.tsx'
import './office.css'

const custodianFilters = z.object({
  body: z.enum(custodianBodies).optional(),
  state: z.enum(custodianStates).optional(),
})

const marks: Readonly<Record<CustodianState, MarkStatus>> = {
  proposed: 'due',
  active: 'done',
  retired: 'ended',
  lost: 'ended',
}

export default function CustodiansPage() {
  const t = useText(custodianText)
  const { filters, clearFilters, filtered } = useFilters(custodianFilters)
  const own = useQuery({
    queryKey: ['custodians', 'mine'],
    queryFn: () => custodians.listCustodians({ mine: 'true', state: 'active', limit: 1 }),
  })
  const mine = (own.data?.rows.length ?? 0) > 0
  return (
    <PageFrame
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          {mine && <ResealHalves />}
          <ProposeCustodian />
        </>
      }
    >
      {mine && <AnswerRequests />}
      <h2 className="part">{t('keys')}</h2>
      <RecordList
        name="custodians"
        queryKey={['custodians', filters]}
        load={(after) => custodians.listCustodians({ ...filters, after })}
        rowKey={(row) => row.id}
        columns={useColumns()}
        filters={<CustodianFilters />}
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('keysNone')}
      />
    </PageFrame>
  )
}

function useColumns(): RecordColumn<OfficeCustodian>[] {
  const t = useText(custodianText)
  const format = useFormat()
  return [
    { key: 'official', title: t('official'), shown: 'first', render: (row) => row.officialName },
    { key: 'body', title: t('body'), width: 190, render: (row) => `${t(`body.${row.body}`)} · ${row.areaName}` },
    {
      key: 'fingerprint',
      title: t('fingerprint'),
      width: 200,
      render: (row) => <code className="fingerprint">{inFours(row.fingerprint)}</code>,
    },
    {
      key: 'state',
      title: t('state'),
      width: 170,
      render: (row) => <CustodianStanding row={row} />,
    },
    {
      key: 'activeFrom',
      title: t('activeFrom'),
      width: 180,
      render: (row) => (row.activeFrom ? format.instant(row.activeFrom) : '—'),
    },
    { key: 'acts', title: '', width: 240, render: (row) => <CustodianActs row={row} /> },
  ]
}

/** State of the key, whose consent is missing, and why its end was asked for. */
function CustodianStanding({ row }: { row: OfficeCustodian }) {
  const t = useText(custodianText)
  const { and } = usePunctuation()
  const ending = row.state === 'active' && row.endLost !== null
  const levels = row.waitsFor.map((level) => t(`level.${level}`)).join(and)
  return (
    <>
      {ending ? (
        <StatusMark status="soon" word={t(row.endLost ? 'state.losing' : 'state.retiring')} />
      ) : (
        <StatusMark status={marks[row.state]} word={t(`state.${row.state}`)} />
      )}
      {levels && <small className="custodian-more">{t('waitsFor', { levels })}</small>}
      {row.heirName !== null && (row.state === 'active' || row.state === 'proposed') && (
        <small className="custodian-more">{t('heir', { area: row.areaName, heir: row.heirName })}</small>
      )}
      {ending && row.endReason && <small className="custodian-more">{t('endReason', { reason: row.endReason })}</small>}
    </>
  )
}

function CustodianActs({ row }: { row: OfficeCustodian }) {
  const t = useText(custodianText)
  const { id } = row
  const whose = { name: row.officialName, fingerprint: inFours(row.fingerprint) }
  return (
    <div className="acts">
      {row.mayAgree && (
        <ActButton
          primary
          label={t('agree')}
          confirm={t('agreeHelp', whose)}
          run={() => custodians.agreeCustodian({ id })}
        />
      )}
      {row.mayEnd && row.endLost === null && (
        <ActButton
          label={t(row.state === 'proposed' ? 'withdraw' : 'retire')}
          confirm={t(row.state === 'proposed' ? 'withdrawHelp' : 'retireHelp', whose)}
          reason="required"
          run={(reason) => custodians.endCustodian({ id, lost: false, reason })}
        />
      )}
      {row.mayEnd && row.endLost === null && row.state === 'active' && (
        <ActButton
          danger
          label={t('lose')}
          confirm={t('loseHelp', whose)}
          reason="required"
          run={(reason) => custodians.endCustodian({ id, lost: true, reason })}
        />
      )}
      {row.mayEnd && row.state === 'active' && row.endLost !== null && <EndAsked row={row} lost={row.endLost} />}
    </div>
  )
}

/** One level has agreed to the end of a key: the other agrees too, or it stays in use. */
function EndAsked({ row, lost }: { row: OfficeCustodian; lost: boolean }) {
  const t = useText(custodianText)
  const reason = row.endReason ?? ''
  return (
    <ActButton
      danger
      label={t(lost ? 'agreeLost' : 'agreeRetired')}
      confirm={t('agreeEndHelp', { name: row.officialName, fingerprint: inFours(row.fingerprint), reason })}
      run={() => custodians.endCustodian({ id: row.id, lost, reason })}
    />
  )
}

function CustodianFilters() {
  const t = useText(custodianText)
  const { filters, setFilters } = useFilters(custodianFilters)
  return (
    <>
      <FilterSelect
        label={t('body')}
        value={filters.body}
        choices={custodianBodies}
        wordOf={(body) => t(`body.${body}`)}
        onChange={(body) => setFilters({ body })}
      />
      <FilterSelect
        label={t('state')}
        value={filters.state}
        choices={custodianStates}
        wordOf={(state) => t(`state.${state}`)}
        onChange={(state) => setFilters({ state })}
      />
    </>
  )
}

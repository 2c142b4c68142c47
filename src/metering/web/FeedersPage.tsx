/** Feeders of the register, and those that only the ledger names. */
import { Form, Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { FilesField, firstFile } from '../../platform/web/FilesField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { ImportTold } from '../../platform/web/ImportTold.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { FeederVoltage } from '../feeder.ts'
import type { FeederRow } from '../feeder-contract.ts'
import { feederText } from '../feeder-text.ts'
import { metering } from './metering-client.ts'
import { VoltageField } from './VoltageField.tsx'

type FeedersImported = Awaited<ReturnType<typeof metering.importFeeders>>

const feederFilters = z.object({ text: z.string().optional() })

export default function FeedersPage() {
  const t = useText(feederText)
  const { filters, setFilters, clearFilters, filtered } = useFilters(feederFilters)
  const goTo = useNavigateTo()
  const liaison = useMe().grants.find(({ role }) => role === 'powerLiaison')
  return (
    <PageFrame
      title={t('feeders')}
      lead={t('feedersLead')}
      actions={liaison && <KeepFeeders areaId={liaison.areaId} />}
    >
      <RecordList
        name="feeders"
        queryKey={['feeders', filters]}
        sheet={{ list: 'metering.listFeeders', question: filters }}
        load={(after) => metering.listFeeders({ ...filters, after })}
        rowKey={(feeder) => feeder.name}
        columns={useColumns()}
        onOpen={({ id }) => {
          if (id !== null) goTo(`/metering/feeders/${id}`)
        }}
        filters={
          <SearchField
            label={t('search')}
            value={filters.text}
            onChange={(text) => setFilters({ text }, { replace: true })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noFeeders')}
      />
    </PageFrame>
  )
}

function useColumns(): RecordColumn<FeederRow>[] {
  const t = useText(feederText)
  return [
    { key: 'name', title: t('name'), shown: 'first', render: ({ name }) => name },
    { key: 'state', title: t('state'), width: 200, render: (feeder) => <FeederMark feeder={feeder} /> },
    { key: 'account', title: t('headAccount'), width: 170, render: ({ account }) => account ?? '—' },
    {
      key: 'voltage',
      title: t('voltage'),
      width: 100,
      render: ({ voltage }) => (voltage ? t(`voltage.${voltage}`) : '—'),
    },
    { key: 'users', title: t('users'), width: 90, align: 'right', render: ({ users }) => users },
    { key: 'place', title: t('place'), width: 140, render: ({ areaName }) => areaName ?? '—' },
  ]
}

function FeederMark({ feeder: { id, account, openAlarmId } }: { feeder: FeederRow }) {
  const t = useText(feederText)
  if (id === null) return <StatusMark status="unknown" word={t('notRegistered')} />
  if (openAlarmId !== null) return <StatusMark status="soon" word={t('surplusOpen')} />
  if (account === null) return <StatusMark status="unknown" word={t('noHead')} />
  return <span>{t('metered')}</span>
}

function KeepFeeders({ areaId }: { areaId: number }) {
  const t = useText(feederText)
  const [told, setTold] = useState<FeedersImported | null>(null)
  const wordsOf = ({ registered, changed, unchanged, rejects }: FeedersImported) => ({
    sum: t('imported', { registered, changed, unchanged, rejected: rejects.length }),
    rejects: rejects.map(({ line, reason }) => t(`reject.${reason}`, { line })),
  })
  const required = { required: true, whitespace: true, message: t('required') }
  return (
    <>
      <FormAct<{ name: string; account?: string; voltage?: FeederVoltage | null }, unknown>
        primary
        label={t('register')}
        help={t('registerHelp')}
        run={({ name, account, voltage }) =>
          metering.registerFeeder({ name, account: account?.trim() || null, voltage: voltage ?? null, areaId })
        }
      >
        <Form.Item name="name" label={t('name')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="account" label={t('headAccount')}>
          <Input maxLength={64} />
        </Form.Item>
        <VoltageField />
      </FormAct>
      <FormAct<{ files: readonly FileRecord[] }, FeedersImported>
        label={t('importTable')}
        help={t('importHelp')}
        run={({ files }) => metering.importFeeders({ fileId: firstFile(files) })}
        done={null}
        onDone={setTold}
      >
        <Form.Item name="files" label={t('file')} rules={[{ required: true, message: t('chooseFile') }]}>
          <FilesField areaId={areaId} purpose="import" accept=".csv" single />
        </Form.Item>
      </FormAct>
      <ImportTold title={t('importTable')} told={told && wordsOf(told)} onClose={() => setTold(null)} />
    </>
  )
}

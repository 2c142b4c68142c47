/** One version of a rule: its content, its source, the other versions, and raising it. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Modal } from 'antd'
import { useState } from 'react'
import { addressOf } from '../../platform/shared/address.ts'
import { platformContract } from '../../platform/shared/platform-contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { Present } from '../../platform/web/Present.tsx'
import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { RuleRecord } from '../contract.ts'
import { mayRaise, standingMoves } from '../rule-standing.ts'
import { rulebookText } from '../text.ts'
import { rulebook, useFamilyWord } from './rulebook-client.ts'

export function RuleDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(rulebookText)
  const pick = usePick()
  const me = useMe()
  const [raising, setRaising] = useState(false)
  const query = useQuery({
    queryKey: ['rule', id],
    queryFn: () => rulebook.getRule({ id: id ?? '' }),
    enabled: id !== undefined,
  })
  const rule = query.data
  const raisable = rule !== undefined && standingMoves.raise.from.some((standing) => standing === rule.standing)
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={rule && pick(rule.title)}
      status={rule && <StandingTag standing={rule.standing} grade={rule.grade} />}
      loading={query.isPending}
      error={query.error}
      onRetry={() => void query.refetch()}
      acts={
        raisable &&
        mayRaise(me) && (
          <Present>
            <Button type="primary" onClick={() => setRaising(true)}>
              {t('raise')}
            </Button>
          </Present>
        )
      }
    >
      {rule?.demonstration && <Alert type="warning" showIcon title={t('demonstration')} />}
      {rule?.referenceOnly && <Alert type="info" showIcon title={t('referenceOnlyHelp')} />}
      {rule && <RuleFacts rule={rule} />}
      {rule && <Versions versions={rule.versions} present={rule.id} />}
      {rule && raising && <RaiseDialog rule={rule} onClose={() => setRaising(false)} />}
    </RecordDrawer>
  )
}

function RuleFacts({ rule }: { rule: RuleRecord }) {
  const t = useText(rulebookText)
  const pick = usePick()
  const format = useFormat()
  const familyWord = useFamilyWord()
  const raised = rule.raisedAt
    ? t('raisedBy', { name: rule.raisedByName ?? '', at: format.instant(rule.raisedAt) })
    : undefined
  return (
    <Facts
      facts={[
        [t('family'), familyWord(rule.key)],
        [t('key'), <code key="key">{rule.key}</code>],
        [t('citation'), pick(rule.citation)],
        [t('validFrom'), format.date(rule.validFrom)],
        [t('validTo'), rule.validTo ? format.date(rule.validTo) : t('stillHolds')],
        [t('note'), rule.note ? pick(rule.note) : undefined],
        [t('standing'), raised],
        [
          t('text'),
          rule.textFileId ? (
            <a key="text" href={addressOf(platformContract.getFile, { id: rule.textFileId })}>
              {t('open')}
            </a>
          ) : undefined,
        ],
        [t('value'), <pre key="value">{JSON.stringify(rule.value, null, 2)}</pre>],
      ]}
    />
  )
}

function Versions({ versions, present }: { versions: readonly RuleRecord[]; present: string }) {
  const t = useText(rulebookText)
  const pick = usePick()
  return (
    <>
      <h2 className="part">{t('history')}</h2>
      {versions.length < 2 && <p className="soft">{t('historyNone')}</p>}
      {versions.length > 1 && (
        <ul className="plain-list">
          {versions.map((version) => (
            <li key={version.id}>
              {version.id === present ? (
                <strong>{version.validFrom}</strong>
              ) : (
                <ScreenLink to={`/rules?open=${version.id}`}>{version.validFrom}</ScreenLink>
              )}{' '}
              – {version.validTo ?? t('stillHolds')} <StandingTag standing={version.standing} grade={version.grade} />{' '}
              <small className="soft">{pick(version.citation)}</small>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function RaiseDialog({ rule, onClose }: { rule: RuleRecord; onClose: () => void }) {
  const t = useText(rulebookText)
  const me = useMe()
  const [fileId, setFileId] = useState<string | undefined>()
  const { act, pending, error } = useMutationAct({
    run: (file: string) => rulebook.raiseRule({ id: rule.id, fileId: file }),
    done: t('raised'),
    onDone: onClose,
  })
  const areaId = me.grants.find((grant) => grant.role === 'legalReviewer')?.areaId
  return (
    <Modal
      open
      title={t('raise')}
      okText={t('raise')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: fileId === undefined }}
      confirmLoading={pending}
      onOk={() => fileId && void act(fileId)}
      onCancel={onClose}
    >
      <p>{t('raiseHelp')}</p>
      {areaId !== undefined && <RaiseFile areaId={areaId} onPicked={setFileId} />}
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}

function RaiseFile({ areaId, onPicked }: { areaId: number; onPicked: (id: string | undefined) => void }) {
  const [files, setFiles] = useState<Parameters<Parameters<typeof FilePick>[0]['onChange']>[0]>([])
  return (
    <FilePick
      areaId={areaId}
      purpose="document"
      files={files}
      single
      accept=".pdf,.docx,image/*"
      onChange={(chosen) => {
        setFiles(chosen)
        onPicked(chosen[0]?.id)
      }}
    />
  )
}

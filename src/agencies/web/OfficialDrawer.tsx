/** One official: account and roles, each with the acts of the administrator in charge. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Modal } from 'antd'
import { useState } from 'react'
import { ActButton } from '../../platform/web/act.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { platformText } from '../../platform/web/platform-text.ts'
import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { mayGrantRoles, mayKeepAccounts, mayKeepOfficials, type RoleGrant } from '../official.ts'
import { agenciesText } from '../text.ts'
import { AccountForm } from './AccountForm.tsx'
import { agencies } from './agencies-client.ts'
import { OfficialForm } from './OfficialForm.tsx'
import { RoleForm } from './RoleForm.tsx'

type Dialog = 'change' | 'account' | 'role' | null

export function OfficialDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(agenciesText)
  const pick = usePick()
  const format = useFormat()
  const me = useMe()
  const [dialog, setDialog] = useState<Dialog>(null)
  const [password, setPassword] = useState<string | null>(null)
  const query = useQuery({
    queryKey: ['official', id],
    queryFn: () => agencies.getOfficial({ id: id ?? '' }),
    enabled: id !== undefined,
  })
  const official = query.data
  const shut = () => setDialog(null)
  const path = official?.areaPath ?? ''
  const keepsAccounts = official !== undefined && mayKeepAccounts(me, path)
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={official?.name}
      loading={query.isPending}
      error={query.error}
      onRetry={() => void query.refetch()}
      acts={
        official && (
          <>
            {mayKeepOfficials(me, path) && <Button onClick={() => setDialog('change')}>{t('change')}</Button>}
            {keepsAccounts && !official.hasAccount && (
              <Button onClick={() => setDialog('account')}>{t('createAccount')}</Button>
            )}
            {keepsAccounts && official.hasAccount && (
              <>
                <ActButton
                  label={t('resetPassword')}
                  confirm={t('resetAsk')}
                  run={() => agencies.resetPassword({ id: official.id })}
                  onDone={(made) => setPassword(made.password)}
                  done={null}
                />
                <ActButton
                  label={t('signOut')}
                  confirm={t('signOutAsk')}
                  run={() => agencies.endSessions({ id: official.id })}
                  done={t('signedOut')}
                />
              </>
            )}
            {mayGrantRoles(me, path, path) && official.id !== me.officialId && (
              <Button onClick={() => setDialog('role')}>{t('grantRole')}</Button>
            )}
          </>
        )
      }
    >
      {official && (
        <>
          <Facts
            facts={[
              [t('agency'), official.agencyName ? pick(official.agencyName) : null],
              [t('area'), official.areaName],
              [t('account'), t(official.hasAccount ? 'hasAccount' : 'noAccount')],
              [t('card'), official.enforcementCard],
              [t('cardValidTo'), official.cardValidTo ? format.date(official.cardValidTo) : undefined],
              [t('demonstration'), official.demonstration ? '✓' : undefined],
            ]}
          />
          <h2 className="part">{t('roles')}</h2>
          {official.grants.length === 0 && <p className="soft">{t('noRoles')}</p>}
          <RoleList grants={official.grants} />
          {dialog === 'change' && <OfficialForm official={official} onClose={shut} />}
          {dialog === 'account' && <AccountForm official={official} onClose={shut} onMade={setPassword} />}
          {dialog === 'role' && <RoleForm official={official} onClose={shut} />}
        </>
      )}
      {password && <PasswordOnce password={password} onClose={() => setPassword(null)} />}
    </RecordDrawer>
  )
}

function RoleList({ grants }: { grants: readonly RoleGrant[] }) {
  const t = useText(agenciesText)
  const words = useText(platformText)
  const me = useMe()
  const mayEnd = (grant: RoleGrant) =>
    mayGrantRoles(me, grant.areaPath, grant.areaPath) &&
    grant.officialId !== me.officialId &&
    (grant.validTo === null || grant.validTo > today())
  return (
    <ul className="plain-list">
      {grants.map((grant) => (
        <li key={grant.id}>
          <strong>{words(`role.${grant.role}`)}</strong> {grant.areaName}{' '}
          <small className="soft">
            {grant.validFrom} – {grant.validTo ?? ''}
          </small>{' '}
          {mayEnd(grant) && (
            <ActButton
              label={t('endRole')}
              confirm={t('endRoleAsk')}
              reason="required"
              run={(reason) => agencies.endRole({ grantId: grant.id, on: today(), reason })}
              done={t('ended')}
              danger
            />
          )}
        </li>
      ))}
    </ul>
  )
}

function PasswordOnce({ password, onClose }: { password: string; onClose: () => void }) {
  const t = useText(agenciesText)
  return (
    <Modal
      open
      title={t('password')}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <p>
        <code>{password}</code>
      </p>
      <Alert type="warning" showIcon title={t('passwordOnce')} />
    </Modal>
  )
}

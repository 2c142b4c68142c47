/** What lies in the watched folder: under which terms it is delivered, what waits, what was refused and why. */
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { Facts } from '../../platform/web/Facts.tsx'
import { formatSize, useFormat } from '../../platform/web/format.ts'
import { usePunctuation, useText } from '../../platform/web/text.tsx'
import { tokenText } from '../token-text.ts'
import { metering } from './metering-client.ts'

export function WatchedFolder() {
  const t = useText(tokenText)
  const { colon } = usePunctuation()
  const format = useFormat()
  const state = useQuery({
    queryKey: ['watchedFolder'],
    queryFn: () => metering.getWatchedFolder({}),
    refetchInterval: 30_000,
  })
  // a folder that cannot be asked about is no reason to hide the deliveries below
  if (!state.data) return null
  const { path, problem, terms, waiting, refused, done } = state.data
  if (path === null) return <p className="soft">{`${t('folder')}${colon}${t('folderNone')}`}</p>
  return (
    <section>
      <h2 className="part">{t('folder')}</h2>
      {problem && <Alert type="warning" showIcon title={t(`folder.${problem}`)} />}
      <Facts
        facts={[
          [t('folder'), <code key="path">{path}</code>],
          [
            t('folderTerms'),
            terms
              ? `${terms.agreement} · ${terms.purpose} · ${terms.basis} · ${t(`timeMark.${terms.timeMark}`)}`
              : null,
          ],
          [
            t('folderWaiting'),
            waiting.length === 0
              ? null
              : waiting.map(({ name, size, changedAt }) => (
                  <div key={name}>{`${name} · ${formatSize(size)} · ${format.instant(changedAt)}`}</div>
                )),
          ],
          [t('folderDone'), t('folderFiles', { count: done })],
          [
            t('folderRefused'),
            refused.length === 0
              ? null
              : refused.map(({ name, reason }) => <div key={name}>{`${name} · ${reason}`}</div>),
          ],
        ]}
      />
    </section>
  )
}

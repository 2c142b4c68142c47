/** The pictures and videos of a report, and what has become of each. */
import { fileText, megabytes } from '../file-text.ts'
import type { MyTip } from '../tip-contract.ts'
import { day } from './day.ts'
import { useWords } from './words.tsx'

export function MyFiles({ files }: { files: MyTip['files'] }) {
  const t = useWords(fileText)
  if (files.length === 0) return null
  return (
    <ol className="steps">
      {files.map(({ id, kind, state, octets, announcedAt, originalRemovedAt }) => (
        <li key={id}>
          <time dateTime={announcedAt}>{day(announcedAt)}</time> {t(kind)} {t('size', { size: megabytes(octets) })}
          {!(originalRemovedAt && state === 'sealed') && <small>{t(`state.${state}`)}</small>}
          {originalRemovedAt && <small>{t('removed')}</small>}
        </li>
      ))}
    </ol>
  )
}

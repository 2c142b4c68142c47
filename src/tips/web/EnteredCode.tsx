/** The code of what was just entered, big enough to be read out; once it was repeated it is gone from the page. */
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import { entryText } from '../entry-text.ts'
import type { Entered } from './entry.ts'

export function EnteredCode({ entered, onNext }: { entered: Entered; onNext: () => void }) {
  const t = useText(entryText)
  const format = useFormat()
  const [code, setCode] = useState<string | null>(entered.code)
  const { receivedOn, countyName } = entered.receipt
  return (
    <section className="entered">
      <Alert
        type="success"
        showIcon
        title={t('done')}
        description={t('receivedOn', { date: format.date(receivedOn), county: countyName })}
      />
      {code === null ? (
        <>
          <p className="soft">{t('codeGone')}</p>
          <Button type="primary" onClick={onNext}>
            {t('next')}
          </Button>
        </>
      ) : (
        <>
          <p>{t('readAloud')}</p>
          <output className="big-code">
            {code.split('-').map((part) => (
              <span key={part}>{part}</span>
            ))}
          </output>
          <p className="soft">{t('useCode')}</p>
          <Button type="primary" size="large" onClick={() => setCode(null)}>
            {t('repeated')}
          </Button>
        </>
      )}
    </section>
  )
}

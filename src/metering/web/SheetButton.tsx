import { Button } from 'antd'
import { addressOf } from '../../platform/shared/address.ts'
import { Present } from '../../platform/web/Present.tsx'
import { useLanguage, useText } from '../../platform/web/text.tsx'
import { usagePointContract } from '../usage-point-contract.ts'
import { usagePointText } from '../usage-point-text.ts'

/** The two pages that visiting officers take along; fetching them is recorded. */
export function SheetButton({ alarmId }: { alarmId: string }) {
  const t = useText(usagePointText)
  const language = useLanguage()
  return (
    <Present>
      <Button
        href={addressOf(usagePointContract.fetchAlarmSheet, { id: alarmId, language })}
        title={t('sheetHelp')}
        download
      >
        {t('sheet')}
      </Button>
    </Present>
  )
}

/** After a change of custodians: every half of my body is opened with my key and sealed to those who are custodians now. */
import { App } from 'antd'
import { useState } from 'react'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { custodianText } from '../custodian-text.ts'
import type { Key } from '../key-file.ts'
import { KeyFields } from './KeyFields.tsx'
import { custodians } from './office-client.ts'
import { type KeyValues, loadEnvelope, readKey } from './sealing.ts'

type Resealed = { done: number; failed: number }

/** Page by page; what this key cannot open is counted and left as it is. */
async function resealAll(key: Key, onProgress: (done: number) => void): Promise<Resealed> {
  const { openHalf, sealHalf, toBase64 } = await loadEnvelope()
  let [done, failed] = [0, 0]
  let after: string | undefined
  for (;;) {
    const page = await custodians.listHalvesToReseal({ after })
    const rows: { envelopeId: string; half: string }[] = []
    for (const { envelopeId, half } of page.rows) {
      // sealed before this key came into use
      const opened = await openHalf(half, key.identity).catch(() => null)
      if (opened === null) failed += 1
      else rows.push({ envelopeId, half: toBase64(await sealHalf(opened, page.recipients)) })
    }
    if (rows.length > 0) done += (await custodians.resealHalves({ rows })).resealed
    onProgress(done)
    after = page.rows.at(-1)?.envelopeId
    if (after === undefined) return { done, failed }
  }
}

export function ResealHalves() {
  const t = useText(custodianText)
  const { modal } = App.useApp()
  const [done, setDone] = useState<number | null>(null)
  const run = async (values: KeyValues) => {
    const key = await readKey(values)
    setDone(0)
    return resealAll(key, setDone)
  }
  return (
    <FormAct<KeyValues, Resealed>
      label={t('reseal')}
      help={t('resealHelp')}
      run={run}
      done={null}
      onDone={(all) => {
        setDone(null)
        if (all.failed > 0) modal.warning({ title: t('resealedSome'), content: t('resealedLeft', all) })
        else modal.success({ title: t('resealed'), content: t(all.done > 0 ? 'resealedAll' : 'resealedNone', all) })
      }}
    >
      <KeyFields />
      {done !== null && <p role="status">{t('resealing', { done })}</p>}
    </FormAct>
  )
}

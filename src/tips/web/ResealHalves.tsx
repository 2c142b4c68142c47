/** What waits for me as custodian: halves to seal to those who keep them today, and halves that others sealed to me, to be checked. */
import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { inFours } from '../custodian.ts'
import { custodianText } from '../custodian-text.ts'
import type { Key } from '../key-file.ts'
import { KeyFields } from './KeyFields.tsx'
import { custodians } from './office-client.ts'
import { fault, type KeyValues, loadEnvelope, loadKeyFile, readKey } from './sealing.ts'

/** `done`: sealed anew, or found right. `failed`: not opened with this key. `wrong`: opened, and not what the reporter's device sealed. */
type Halves = { done: number; failed: number; wrong: number }
type Progress = (done: number) => void

/** Page by page; what this key cannot open, or what is no half any more, is counted and left as it is. */
async function resealAll(key: Key, onProgress: Progress): Promise<Halves> {
  const { openHalf, sealHalf, toBase64, isHalf } = await loadEnvelope()
  const found: Halves = { done: 0, failed: 0, wrong: 0 }
  let after: string | undefined
  for (;;) {
    const page = await custodians.listHalvesToReseal({ after })
    const rows: { envelopeId: string; half: string; recipients: string[] }[] = []
    for (const { envelopeId, half, which, commitment, recipients } of page.rows) {
      const opened = await openHalf(half, key.identity).catch(() => null)
      if (opened === null) found.failed += 1
      else if (!isHalf(opened, which, commitment)) found.wrong += 1
      else rows.push({ envelopeId, recipients, half: toBase64(await sealHalf(opened, recipients)) })
    }
    if (rows.length > 0) found.done += (await custodians.resealHalves({ rows })).resealed
    onProgress(found.done)
    after = page.rows.at(-1)?.envelopeId
    if (after === undefined) return found
  }
}

/** Refuses a key that is not mine in use: with another file every half would look wrong. */
async function refuseOtherKey(key: Key): Promise<void> {
  const { rows } = await custodians.listCustodians({ mine: 'true', state: 'active' })
  if (rows.some(({ publicKey }) => publicKey === key.recipient)) return
  const { fingerprintOf } = await loadKeyFile()
  throw fault('otherKey', { fingerprint: inFours(fingerprintOf(key.recipient)) })
}

/** Page by page; what is not right is sent back, and the half stays as it was sealed before. */
async function checkAll(key: Key, onProgress: Progress): Promise<Halves> {
  await refuseOtherKey(key)
  const { openHalf, isHalf } = await loadEnvelope()
  const found: Halves = { done: 0, failed: 0, wrong: 0 }
  let after: string | undefined
  for (;;) {
    const page = await custodians.listHalvesToCheck({ after })
    const rows: { envelopeId: string; right: boolean }[] = []
    for (const { envelopeId, half, which, commitment } of page.rows) {
      const opened = await openHalf(half, key.identity).catch(() => null)
      rows.push({ envelopeId, right: opened !== null && isHalf(opened, which, commitment) })
    }
    if (rows.length > 0) {
      const { right, wrong } = await custodians.checkHalves({ rows })
      found.done += right
      found.wrong += wrong
    }
    onProgress(found.done)
    after = page.rows.at(-1)?.envelopeId
    if (after === undefined) return found
  }
}

export function ResealHalves() {
  const work = useQuery({ queryKey: ['custodians', 'work'], queryFn: () => custodians.getCustodianWork({}) })
  const { toReseal = 0, toCheck = 0 } = work.data ?? {}
  return (
    <>
      {toCheck > 0 && <HalvesAct act="check" waiting={toCheck} all={checkAll} />}
      {toReseal > 0 && <HalvesAct act="reseal" waiting={toReseal} all={resealAll} />}
    </>
  )
}

type Act = {
  act: 'reseal' | 'check'
  waiting: number
  all: (key: Key, onProgress: Progress) => Promise<Halves>
}

function HalvesAct({ act, waiting, all }: Act) {
  const t = useText(custodianText)
  const { modal } = App.useApp()
  const [done, setDone] = useState<number | null>(null)
  const run = async (values: KeyValues) => {
    const key = await readKey(values)
    setDone(0)
    return all(key, setDone)
  }
  return (
    <FormAct<KeyValues, Halves>
      primary
      label={t(`${act}Waiting`, { count: waiting })}
      help={t(`${act}Help`)}
      run={run}
      done={null}
      onDone={(found) => {
        setDone(null)
        if (found.failed + found.wrong > 0) modal.warning({ title: t(`${act}Some`), content: t(`${act}Left`, found) })
        else modal.success({ title: t(`${act}Done`), content: t(`${act}All`, found) })
      }}
    >
      <KeyFields />
      {done !== null && <p role="status">{t(`${act}Progress`, { done })}</p>}
    </FormAct>
  )
}

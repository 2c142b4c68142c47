/** 120 days of 15-minute readings of the demo city, handed over by the power company as a file. */
import { gzipSync } from 'node:zlib'
import { meteringContract } from '../../metering/contract.ts'
import { simulateLoad } from '../../metering/example-loads.ts'
import { shippedModel } from '../../metering/shipped-model.ts'
import { addDays } from '../../platform/shared/calendar.ts'
import { type FeederOfAccount, feederTable, headDays } from './feeders.ts'
import type { DemoFirm } from './firms.ts'
import type { Hands } from './hands.ts'

const days = 120
const meltingForDays = 35

const cell = (value: number): string => (Number.isNaN(value) ? '' : value.toFixed(1))

/** The wide table of the power company: account, date, 96 mean loads. */
export function readingsFile(firms: readonly DemoFirm[], feeders: FeederOfAccount, today: string): Buffer {
  const from = addDays(today, -days)
  const head = [
    'meter_id',
    'date',
    ...Array.from({ length: 96 }, (_, slot) => `v${String(slot).padStart(2, '0')}`),
  ].join(',')
  const users = firms.flatMap((firm, i) =>
    firm.meter === null
      ? []
      : [
          simulateLoad(firm.meter.load, {
            seed: 1000 + i,
            account: firm.meter.account,
            from,
            days,
            contractKw: firm.meter.contractKva * 0.9,
            changesOn: addDays(today, -meltingForDays),
          }),
        ],
  )
  const all = [...users.flat(), ...headDays(firms, feeders, users)]
  const lines = all.map((day) => [day.account, day.day, ...day.loadKw.map(cell)].join(','))
  return gzipSync([head, ...lines].join('\n'), { level: 1 })
}

/** The office puts the model that came with the program in use: marked as demonstration, like everything a fictional person approves. */
export const approveModel = (hands: Hands): Promise<unknown> =>
  hands.ok('city-office', meteringContract.approveModel, { version: shippedModel.version })

export async function registerFeeders(hands: Hands, cityId: number): Promise<void> {
  const fileId = await hands.upload('power', cityId, 'import', '馈线表.csv', feederTable())
  await hands.ok('power', meteringContract.importFeeders, { fileId })
}

const patienceMs = 120_000
const pause = () => new Promise((resolve) => setTimeout(resolve, 300))

/** The restart has its lead, and the feeders have been looked at. */
async function isLookedAt(hands: Hands): Promise<boolean> {
  const list = (kinds: string) => hands.ok('city-office', meteringContract.listAlarms, { kinds, limit: 5 })
  const restarts = await list('restartAtClosedSite')
  if (!restarts.rows.some((alarm) => alarm.leadId !== null)) return false
  return (await list('feederLoss')).rows.length > 0
}

/** Hands the file over and waits until it is in force and the detector has looked at it. */
export async function deliverReadings(hands: Hands, cityId: number, file: Buffer): Promise<void> {
  const fileId = await hands.upload('power', cityId, 'import', '负荷读数.csv.gz', file)
  const { id } = await hands.ok('power', meteringContract.deliverReadings, {
    fileId,
    agreement: '用电数据共享协议（示范）第1号',
    purpose: '防范“地条钢”死灰复燃用电监测',
    basis: '常化解办〔2018〕1号第五部分',
  })
  const end = performance.now() + patienceMs
  for (;;) {
    const delivery = await hands.ok('power', meteringContract.getDelivery, { id })
    if (delivery.status === 'failed') throw new Error('the readings of the demo city were not taken in')
    if (delivery.status === 'inForce' && (await isLookedAt(hands))) return
    if (performance.now() > end) throw new Error('the readings of the demo city were not looked at in time')
    await pause()
  }
}

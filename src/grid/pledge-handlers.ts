/** Pledges and boards: drawn up, confirmed, filed, printed. */
import { toString as qrOf } from 'qrcode'
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { hash } from '../platform/server/digest.ts'
import { setPdf } from '../platform/server/documents/typst.ts'
import { getFileRow, isDemonstration } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { canonicalJson } from '../platform/shared/canonical-json.ts'
import { mayActIn } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { responsibleChain } from './acts.ts'
import { mayAppoint, mayChangePhone, refuseEnded } from './appointment.ts'
import { dayBefore } from './blind-spot.ts'
import { boardData } from './board.ts'
import type { gridContract } from './contract.ts'
import { boardTemplate, pledgeTemplate } from './paper-templates.ts'
import { pledgeData, pledgeOf } from './pledge.ts'
import type { pledgeContract } from './pledge-contract.ts'
import {
  getBoard,
  getPledge,
  insertPledge,
  listBoards,
  listPledges,
  lockBoard,
  saveBoard,
  saveConfirmed,
  saveRemoved,
  saveScan,
} from './pledge-store.ts'
import { getAppointment, lockAppointment, savePledge } from './store.ts'

const offices = ['cityOffice', 'countyOffice', 'townshipLeader'] as const

export const pledgeHandlers: Pick<Handlers<typeof gridContract>, keyof typeof pledgeContract> = {
  listPledges: async ({ db }, { id }) => ({ rows: await listPledges(db, id) }),

  async drawUpPledge({ db, user, now, record }, { id: appointmentId }) {
    const held = await lockAppointment(db, appointmentId)
    if (!mayAppoint(user, { path: held.areaPath, level: held.level })) throw new Refusal('not-permitted')
    refuseEnded(held, dateInChina(now))
    const content = pledgeOf(held)
    const digest = hash('sha256', canonicalJson(content)).toString('hex')
    const { officialId, areaId, areaPath } = held
    const id = uuidv7()
    await insertPledge(
      db,
      { id, appointmentId, officialId, areaId, areaPath, content, digest, drawnUpBy: user.officialId },
      now,
    )
    const drawnUp = await getPledge(db, id)
    await record('pledge.drawnUp', {
      subject: 'appointment',
      id: appointmentId,
      areaPath,
      changed: { pledgeId: id, version: drawnUp.version, digest },
    })
    return drawnUp
  },

  async confirmPledge({ db, user, now, record }, { id }) {
    const found = await getPledge(db, id)
    if (found.officialId !== user.officialId) throw new Refusal('not-permitted')
    if (!(await saveConfirmed(db, id, now))) throw new Refusal('wrong-state', { confirmedAt: found.confirmedAt })
    await record('pledge.confirmed', {
      subject: 'appointment',
      id: found.appointmentId,
      areaPath: found.areaPath,
      changed: { pledgeId: id, version: found.version, digest: found.digest },
    })
    return getPledge(db, id)
  },

  async filePledge({ db, user, now, record }, { id, fileId }) {
    const held = await lockAppointment(db, id)
    if (!mayChangePhone(user, { officialId: held.officialId, path: held.areaPath, level: held.level }))
      throw new Refusal('not-permitted')
    const file = await getFileRow(db, fileId)
    await savePledge(db, id, fileId)
    const version = await saveScan(db, id, fileId, now)
    await record('appointment.pledgeFiled', {
      subject: 'appointment',
      id,
      areaPath: held.areaPath,
      changed: { fileId, sha256: file.sha256, version },
    })
    return getAppointment(db, id)
  },

  async downloadPledge({ db, now }, { id }) {
    const day = dateInChina(now)
    const found = await getPledge(db, id)
    const data = pledgeData(found, day, await isDemonstration(db))
    const { areaName, officialName } = found.content
    const content = await setPdf(pledgeTemplate, data, day)
    return { fileName: `责任书-${areaName}-${officialName}-第${found.version}版.pdf`, type: 'application/pdf', content }
  },

  async listBoards({ db, now }, { areaId, ...filter }) {
    const day = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, day)).path
    const { days, dayKind } = (await getRule(db, 'board.renewal', day)).value
    const changedBefore = dayBefore(day, days, dayKind, dayKind === 'working' ? await loadCalendar(db) : null)
    return listBoards(db, { ...filter, areaPath }, day, changedBefore)
  },

  async printBoard({ db, user, now, record }, { areaId, place, boardId }) {
    const day = dateInChina(now)
    const known = boardId === null ? null : await lockBoard(db, boardId)
    const area = await getArea(db, known?.areaId ?? areaId, day)
    if (!mayActIn(user, offices, area.path)) throw new Refusal('not-permitted')
    const id = boardId ?? uuidv7()
    await saveBoard(db, { id, areaId: area.id, areaPath: area.path, place, printedBy: user.officialId, day })
    await record('board.printed', { subject: 'board', id, areaPath: area.path, changed: { areaId: area.id, place } })
    return { id }
  },

  async removeBoard({ db, user, now, record }, { id }) {
    const { areaPath } = await lockBoard(db, id)
    if (!mayActIn(user, offices, areaPath)) throw new Refusal('not-permitted')
    await saveRemoved(db, id, dateInChina(now))
    await record('board.removed', { subject: 'board', id, areaPath })
    return { id }
  },

  downloadBoard: (context, { id, size }) => drawBoard(context, id, size),
}

async function drawBoard({ db, now, platform }: Context, id: string, size: 'a4' | 'sign') {
  const day = dateInChina(now)
  const found = await getBoard(db, id, day)
  const area = await getArea(db, found.areaId, day)
  const { publicUrl, host, port } = platform.config
  const address = `${publicUrl ?? `http://${host}:${port}`}/public/report?place=${area.id}`
  const chain = await responsibleChain(db, area.path, day)
  const data = boardData({
    areaName: area.name,
    chain,
    phones: await platform.reportPhones(db, area.id, day),
    printedBy: found.printedBy,
    place: found.place,
    day,
    address,
    size,
    demo: await isDemonstration(db),
  })
  const qr = await qrOf(address, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' })
  return {
    fileName: `责任公示牌-${area.name}-${size === 'a4' ? 'A4' : '1500x1000'}.pdf`,
    type: 'application/pdf',
    content: await setPdf(boardTemplate, { ...data, qr }, day),
  }
}

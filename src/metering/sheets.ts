/** Lists of the electricity watch as spreadsheets. No load curve is in any of them, and of a token neither the token nor its digest. */
import { filled, inBoth, sheet, together, when, wordsOf } from '../platform/shared/sheet.ts'
import type { Bilingual } from '../platform/shared/text.ts'
import type { AlarmRow } from './alarm-contract.ts'
import { alarmAccount } from './alarm-text.ts'
import { meteringContract } from './contract.ts'
import { deliveryText } from './delivery-text.ts'
import type { FeederRow } from './feeder-contract.ts'
import { feederText } from './feeder-text.ts'
import { meteringText } from './text.ts'
import { tokenText } from './token-text.ts'
import { usagePointText } from './usage-point-text.ts'

const t = wordsOf(meteringText)
const d = wordsOf(deliveryText)
const f = wordsOf(feederText)
const k = wordsOf(tokenText)
const u = wordsOf(usagePointText)

/** All that speaks for it, or against: a file has the room that a table on a screen has not. */
const account = ({ reasons }: AlarmRow, side: 'supports' | 'against'): Bilingual =>
  inBoth((language) => alarmAccount(reasons, language)[side].join(language === 'zh' ? '' : ' '))

const percent = (share: number | null): number | null => (share === null ? null : Math.round(share * 1000) / 10)
const tenths = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10)

function feederState({ id, account: head, openAlarmId }: FeederRow): Bilingual {
  if (id === null) return f('notRegistered')
  if (openAlarmId !== null) return f('surplusOpen')
  return f(head === null ? 'noHead' : 'metered')
}

const watchSheets = {
  listAlarms: sheet(meteringContract.listAlarms, t('alarms'), [
    [t('site'), (row) => row.siteName],
    [t('account'), (row) => row.account],
    [t('place'), (row) => row.areaName],
    [t('kind'), (row) => t(`kind.${row.kind}`)],
    [t('score'), (row) => (row.score > 0 ? tenths(row.score) : null)],
    [t('why'), (row) => account(row, 'supports')],
    [t('against'), (row) => account(row, 'against')],
    [t('status'), (row) => t(`status.${row.status}`)],
    [t('lead'), (row) => row.leadNumber],
    [t('raisedAt'), (row) => when(row.raisedAt)],
    [{ zh: '现场核查日期', en: 'Verified on site on' }, (row) => row.visitedOn ?? row.survey?.surveyedOn ?? null],
    [t('cause'), (row) => (row.cause ? t(`cause.${row.cause}`) : null)],
  ]),
  listUsagePoints: sheet(meteringContract.listUsagePoints, t('meters'), [
    [t('account'), (row) => row.account],
    [t('site'), (row) => row.siteName],
    [t('place'), (row) => row.areaName],
    [t('state'), (row) => t(`state.${row.state ?? 'unknown'}`)],
    [t('lastReadOn'), (row) => row.lastReadOn],
    [{ zh: '近 30 天缺失（%）', en: 'Missing in 30 days (%)' }, (row) => percent(row.missingShare)],
    [t('score'), (row) => tenths(row.score)],
    [{ zh: '合同容量（kW）', en: 'Contract (kW)' }, (row) => row.contractKw],
    [{ zh: '合同容量（kVA）', en: 'Contract (kVA)' }, (row) => row.contractKva],
  ]),
  listNeighbours: sheet(meteringContract.listNeighbours, { zh: '同线路户号', en: 'Usage points on one feeder' }, [
    [t('site'), (row) => row.siteName],
    [t('account'), (row) => row.account],
    [t('place'), (row) => row.areaName],
    [t('state'), (row) => t(`state.${row.state ?? 'unknown'}`)],
    [t('score'), (row) => tenths(row.score)],
    [u('openAlarms'), (row) => together(row.openAlarms.map((kind) => t(`kind.${kind}`)))],
  ]),
  listFeeders: sheet(meteringContract.listFeeders, f('feeders'), [
    [f('name'), (row) => row.name],
    [f('state'), feederState],
    [f('headAccount'), (row) => row.account],
    [f('voltage'), (row) => row.voltage && f(`voltage.${row.voltage}`)],
    [f('users'), (row) => row.users],
    [f('place'), (row) => row.areaName],
  ]),
}

export const meteringSheets = {
  ...watchSheets,
  listDeliveries: sheet(meteringContract.listDeliveries, d('deliveries'), [
    [d('file'), (row) => row.fileName],
    [d('status'), (row) => d(`delivery.${row.status}`)],
    [d('deliveredAt'), (row) => when(row.deliveredAt)],
    [
      d('span'),
      ({ firstDay, lastDay }) => (firstDay && lastDay ? filled(d('showing'), { from: firstDay, to: lastDay }) : null),
    ],
    [d('accounts'), (row) => row.accounts],
    [d('dayCount'), (row) => row.days],
    [d('unknownAccounts'), (row) => row.unknownAccounts],
    [d('rejected'), (row) => row.rejectedRows],
    [d('agreement'), (row) => row.agreement],
  ]),
  listRejects: sheet(meteringContract.listRejects, { zh: '未接收的行', en: 'Rows not taken' }, [
    [d('line'), (row) => row.line],
    [d('reason'), (row) => d(`reject.${row.reason}`)],
    [d('account'), (row) => row.account],
    [d('day'), (row) => row.day],
  ]),
  listUnknownAccounts: sheet(meteringContract.listUnknownAccounts, d('unknownAccounts'), [
    [d('account'), (row) => row.account],
    [d('dayCount'), (row) => row.days],
    [d('ledger'), (row) => d(row.usagePointId ? 'nowKnown' : 'stillUnknown')],
  ]),
  listTokens: sheet(meteringContract.listTokens, k('tokens'), [
    [k('name'), (row) => row.name],
    [k('validTo'), (row) => row.validTo],
    [k('state.revoked'), (row) => when(row.revokedAt)],
    [k('lastUsed'), (row) => when(row.lastUsedAt) ?? k('never')],
    [k('agreement'), (row) => row.agreement],
    [k('purpose'), (row) => row.purpose],
    [k('basis'), (row) => row.basis],
    [k('timeMark'), (row) => k(`timeMark.${row.timeMark}`)],
    [k('place'), (row) => row.areaName],
    [k('issuedBy'), (row) => row.issuedByName],
    [{ zh: '签发时间', en: 'Issued at' }, (row) => when(row.issuedAt)],
  ]),
  listLooks: sheet(meteringContract.listLooks, k('looks'), [
    [k('at'), (row) => when(row.at)],
    [k('who'), (row) => row.officialName],
    [k('account'), (row) => row.account],
    [k('days'), ({ from, to }) => (from === to ? from : filled(k('showing'), { from, to }))],
  ]),
}

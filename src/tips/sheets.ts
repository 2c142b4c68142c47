/**
 * Tips as spreadsheets: less than the list on the screen shows. Nothing of what was said, no place below the county, no mark that the
 * county may be involved, no hour of arrival; the code name is drawn at random. Each tip says itself that it went into a file.
 */
import { dateInChina } from '../platform/shared/calendar.ts'
import { filled, sheet, when, wordsOf } from '../platform/shared/sheet.ts'
import { tipsContract } from './contract.ts'
import { officeText } from './office-text.ts'
import { responsePlanText } from './response-plan-text.ts'

const t = wordsOf(officeText)
const p = wordsOf(responsePlanText)

export const tipSheets = {
  listTips: sheet(
    tipsContract.listTips,
    t('title'),
    [
      [t('codeName'), (row) => row.codeName],
      [t('kind'), (row) => t(`kind.${row.kind}`)],
      [t('status'), (row) => t(`status.${row.status}`)],
      [{ zh: '备注', en: 'Note' }, (row) => (row.joinedTo === null ? null : t('joinedMark'))],
      [t('due'), (row) => row.dueOn ?? t('noLimit')],
      [t('county'), (row) => row.countyName],
      [t('holder'), (row) => t(`holder.${row.holderLevel}`)],
      [t('channel'), (row) => t(`channel.${row.channel}`)],
      [t('receivedAt'), (row) => dateInChina(new Date(row.receivedAt))],
    ],
    { confined: true, traced: ({ id }) => ({ subject: 'tip', id }) },
  ),
  listResponsePlans: sheet(tipsContract.listResponsePlans, p('plans'), [
    [p('area'), (row) => row.areaName],
    [p('version'), ({ version }) => (version === null ? p('notPublished') : filled(p('versionNumber'), { version }))],
    [p('publishedAt'), (row) => when(row.publishedAt)],
  ]),
}

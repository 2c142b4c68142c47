/** Gathers what the sheet about an alarm says, and sets it as a PDF of two pages. Server code. */
import { furnaceKindWords, furnaceStateWords, siteStatusWords } from '../enterprises/words.ts'
import type { Context, Download } from '../platform/server/context.ts'
import { setPdf } from '../platform/server/documents/typst.ts'
import { isDemonstration } from '../platform/server/platform-store.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import type { Language } from '../platform/shared/text.ts'
import type { AlarmDetail } from './alarm-contract.ts'
import type { UsagePointDetail } from './contract.ts'
import { readLoadCurve } from './curve.ts'
import { licenceLine } from './licence-text.ts'
import { findModelInUse } from './model-store.ts'
import { readOutput } from './output-reading.ts'
import { outputSentences } from './output-text.ts'
import { curvePart, heatsPart } from './sheet-curve.ts'
import { busiestHours, licencesWithin, lookForOf, sentencesOf } from './sheet-page.ts'
import { sheetTemplate } from './sheet-template.ts'
import { clockText, figure, sheetWord, type Words } from './sheet-words.ts'
import { meteringText } from './text.ts'
import { listOccupants, type Occupant } from './usage-point-store.ts'

type Point = Omit<UsagePointDetail, 'alarms' | 'delivered'>
type Span = { from: string; to: string }
/** With the firms that were there in the window of the alarm. */
type Occupied = Point & { occupants: readonly Occupant[] }
/** Four weeks, as the windows of the detector. */
const sheetDays = 28

/** @returns the file, and the days of the curve that it shows. */
export async function alarmSheet(
  context: Context,
  alarm: AlarmDetail,
  point: Point,
  language: Language,
): Promise<{ download: Download; span: Span }> {
  const span = { from: addDays(alarm.windowTo, 1 - sheetDays), to: alarm.windowTo }
  const curve = await readLoadCurve(context, point, span)
  const { db, user, now, platform } = context
  const today = dateInChina(now)
  const occupants = await listOccupants(db, point.id, { from: alarm.windowFrom, to: alarm.windowTo })
  const t = sheetWord(language)
  const names = await platform.directory.officialNames(db, [user.officialId])
  const data = {
    lang: language,
    ...dateParts(today),
    title: t('title'),
    lead: t('lead'),
    demo: (await isDemonstration(db)) ? t('demo') : null,
    header: `${alarm.siteName} · ${point.account}`,
    fetched: t('fetched', { name: names.get(user.officialId) ?? user.name, at: clockText(now) }),
    pages: [1, 2].map((page) => t('page', { page })),
    words: partTitles(t),
    ...firstPage(alarm, { ...point, occupants }, span, language),
    ...whenPart(curve.heats, t),
    ...curvePart(curve, t),
    ...heatsPart(curve.heats, await findModelInUse(db), t),
    output: { title: t('output'), sentences: outputSentences(await readOutput(context, point, span.to), language) },
  }
  return {
    span,
    download: {
      fileName: `${t('title')}-${alarm.siteName}-${point.account}-${today}.pdf`,
      type: 'application/pdf',
      content: await setPdf(sheetTemplate, data, today),
    },
  }
}

function dateParts(day: string) {
  const [year, month, date] = day.split('-').map(Number)
  return { year, month, day: date }
}

const partTitles = (t: Words) => ({
  thePlace: t('thePlace'),
  theRegister: t('theRegister'),
  why: t('why'),
  against: t('against'),
  beside: t('beside'),
  onSite: t('onSite'),
  onSiteStanding: t('onSiteStanding'),
})

function firstPage(alarm: AlarmDetail, point: Occupied, span: Span, language: Language) {
  const t = sheetWord(language)
  const { supports, against, caveats } = sentencesOf(alarm, language)
  const all = ({ shown, more }: { shown: string[]; more: number }, none: string | null) => [
    ...(shown.length > 0 || none === null ? shown : [none]),
    ...(more > 0 ? [t('more', { count: more })] : []),
  ]
  return {
    place: placeFacts(alarm, point, language),
    register: registerLines(alarm, point, span, language),
    scoreLine:
      alarm.score > 0 ? t('scoreLine', { score: figure(alarm.score, 1), card: alarm.modelVersion ?? '—' }) : null,
    supports: all(supports, t('noWhy')),
    against: all(against, t('noAgainst')),
    caveats: all(caveats, null),
    look: lookForOf(alarm.kind).map((one) => t(`look.${one}`)),
  }
}

function placeFacts(alarm: AlarmDetail, point: Occupied, language: Language): [string, string][] {
  const t = sheetWord(language)
  const words = meteringText[language]
  const capacity = [
    ...(point.contractKw === null ? [] : [`${figure(point.contractKw)} kW`]),
    ...(point.contractKva === null ? [] : [`${figure(point.contractKva)} kVA`]),
  ]
  const status: Readonly<Record<string, { zh: string; en: string }>> = siteStatusWords
  const space = language === 'zh' ? '' : ' '
  const closed = point.siteClosedOn ? space + words.closedOn.replace('{{on}}', point.siteClosedOn) : ''
  return [
    [t('site'), point.siteName],
    ...firmFacts(point, t),
    [t('address'), [point.areaName, point.siteAddress].filter(Boolean).join(' ')],
    [t('siteStatus'), `${status[point.siteStatus]?.[language] ?? point.siteStatus}${closed}`],
    [t('account'), point.account],
    [t('contract'), capacity.join(' · ') || '—'],
    [t('feeder'), point.feeder ?? '—'],
    [t('queue'), words[`kind.${alarm.kind}`]],
    [t('window'), `${alarm.windowFrom} – ${alarm.windowTo}`],
    [t('raisedAt'), clockText(new Date(alarm.raisedAt))],
  ]
}

/** The firms of the window, whose electricity it was; who has come since is named apart. */
function firmFacts({ occupants, enterpriseName }: Occupied, t: Words): [string, string][] {
  const since = occupants.length > 1 || occupants.some(({ validTo }) => validTo !== null)
  const then = occupants.map(({ name, validFrom, validTo }) =>
    since ? t('firmOfDays', { name, from: validFrom, to: validTo ?? t('untilNow') }) : name,
  )
  const isThere = occupants.some(({ name, validTo }) => name === enterpriseName && validTo === null)
  return [
    [t('enterprise'), then.join(t('between')) || t('noFirm')],
    ...(enterpriseName === null || isThere
      ? []
      : [[t('enterpriseNow'), t('cameSince', { name: enterpriseName })] as [string, string]]), // a pair
  ]
}

function registerLines(alarm: AlarmDetail, point: Point, { from, to }: Span, language: Language): string[] {
  const t = sheetWord(language)
  const kinds: Readonly<Record<string, { zh: string; en: string }>> = furnaceKindWords
  const states: Readonly<Record<string, { zh: string; en: string }>> = furnaceStateWords
  const licences = licencesWithin(point.licences, from, to).map((licence) => licenceLine(licence, language))
  const furnaces = point.furnaces.map(({ label, kind, capacityT, powerKw, state }) =>
    [
      label,
      kinds[kind]?.[language] ?? kind,
      ...(capacityT === null ? [] : [`${figure(capacityT, 1)} t`]),
      ...(powerKw === null ? [] : [`${figure(powerKw)} kW`]),
      states[state]?.[language] ?? state,
    ].join(' · '),
  )
  const shownFurnaces = furnaces.slice(0, 6)
  const checked =
    alarm.kind !== 'registerFirst'
      ? []
      : [
          alarm.registerCheckedAt === null
            ? t('registerOpen')
            : t('registerChecked', { name: alarm.registerCheckedByName ?? '—' }),
        ]
  const colon = language === 'zh' ? '：' : ': '
  return [
    licences.length > 0 ? `${t('licences')}${colon}${licences.slice(0, 4).join('; ')}` : t('noLicence'),
    shownFurnaces.length > 0 ? `${t('furnaces')}${colon}${shownFurnaces.join('; ')}` : t('noFurnace'),
    ...(furnaces.length > shownFurnaces.length ? [t('more', { count: furnaces.length - shownFurnaces.length })] : []),
    ...checked,
  ]
}

function whenPart(heats: Parameters<typeof busiestHours>[0], t: Words) {
  const hours = busiestHours(heats)
  return {
    when: hours && t('when', { share: `${Math.round(hours.share * 100)}%`, from: hours.fromHour, to: hours.toHour }),
  }
}

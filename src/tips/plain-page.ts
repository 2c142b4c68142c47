/** The pages of the plain form: no script, no cookie, no picture. Pure. */
import { fillIn, type Language, type ModuleText, type TextValues } from '../platform/shared/text.ts'
import { fileText, megabytes } from './file-text.ts'
import { letterLimits } from './letter.ts'
import { mineText } from './mine-text.ts'
import { html, type Markup } from './plain-html.ts'
import { plainText } from './plain-text.ts'
import { runningTimes, signs, tipKinds, wordLimits } from './report-choices.ts'
import { reportText } from './report-text.ts'
import { stepText } from './step-text.ts'
import type { MyTip, TipReceipt } from './tip-contract.ts'
import { detailsOf, standardAnswer } from './told.ts'

/** Fields as they were typed; several of one name are joined in `signs` only. */
export type Fields = { readonly get: (name: string) => string; readonly signs: readonly string[] }
export const noFields: Fields = { get: () => '', signs: [] }

export type PlainPlace = { id: number; name: string; within: string[] }

const sayIn =
  <K extends string>(text: ModuleText<K>, language: Language) =>
  (key: K, values: TextValues = {}): string =>
    fillIn(text[language][key], values)

const style = `body{max-width:640px;margin:0 auto;padding:12px 16px;font:18px/29px sans-serif}
h1{font-size:25px}h2{font-size:20px;margin-top:28px}label{display:block;margin:10px 0}
input[type=text],textarea{width:100%;box-sizing:border-box;min-height:44px;font:inherit;padding:6px 10px}
input[type=radio],input[type=checkbox]{width:22px;height:22px;vertical-align:middle;margin-right:8px}
button{min-height:48px;padding:8px 24px;font:inherit}.list button{margin:0 8px 10px 0;padding:8px 14px}.code{font:bold 26px/40px monospace}
.note{border-left:4px solid #999;padding:8px 12px}.problem{border-left:4px solid #b3261e;padding:8px 12px}small{display:block}form+form{margin-top:20px}`

function page(language: Language, title: string, path: string, body: Markup): string {
  const t = sayIn(reportText, language)
  const other = language === 'zh' ? 'en' : 'zh'
  return html`<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex"><title>${title}</title><link rel="icon" href="data:,"><style>${style}</style></head><body>
<p><a href="${path}?lang=${other}">${t('other')}</a> &nbsp; <a href="/public/plain?lang=${language}">${t('title')}</a> &nbsp;
<a href="/public/plain/mine?lang=${language}">${t('mine')}</a> &nbsp; <a href="https://www.baidu.com/" rel="noreferrer">${t('exit')}</a></p>
<h1>${title}</h1>${body}<hr><p>${t('urgent')}</p></body></html>`.text
}

/** A page of the demo city says above everything else that a report made there reaches nobody, in both languages. */
export const asDemonstration = (page: string): string =>
  page.replace(
    '<h1>',
    () =>
      html`<p class="problem" role="note">${plainText.zh.demonstration}<br>${plainText.en.demonstration}</p><h1>`.text,
  )

const problemLine = (problem: string | null): Markup =>
  problem === null ? html`` : html`<p class="problem" role="alert">${problem}</p>`

const hidden = (name: string, value: string): Markup => html`<input type="hidden" name="${name}" value="${value}">`

const choice = (kind: 'radio' | 'checkbox', name: string, value: string, label: string, checked: boolean): Markup =>
  html`<label><input type="${kind}" name="${name}" value="${value}"${checked ? html` checked` : ''}>${label}</label>`

/** A place that was pointed at, and what lies in it. */
export type PlainList = { at: PlainPlace | null; rows: readonly { id: number; name: string }[] }

/** The list as buttons: a form leaves no place in the address, and so none in the history of the browser. */
function placeList(language: Language, { at, rows }: PlainList): Markup {
  const p = sayIn(plainText, language)
  const button = (name: 'within' | 'chosen', id: number, label: string) =>
    html`<button type="submit" name="${name}" value="${id}">${label}</button>
`
  return html`<form class="list" method="post" action="/public/plain/form">${hidden('lang', language)}
${at && button('chosen', at.id, p('place.here', { name: [...at.within, at.name].join(' ') }))}${rows.map(({ id, name }) => button('within', id, name))}</form>`
}

/** What lies in the place that was pointed at, to be pointed at in its turn. */
export function listPage(language: Language, list: PlainList): string {
  const p = sayIn(plainText, language)
  const body = html`<p><a href="/public/plain?lang=${language}">${p('place.other')}</a></p><h2>${p('place.within')}</h2>${placeList(language, list)}`
  return page(language, p('title'), '/public/plain', body)
}

/** Which place, by name or from the list. @param counties to begin the list with. */
export function placePage(language: Language, problem: string | null, counties: PlainList['rows'], typed = ''): string {
  const t = sayIn(reportText, language)
  const p = sayIn(plainText, language)
  const body = html`<h2>${p('seen.title')}</h2><p class="note">${p('seen')} <a href="/public/report?lang=${language}">${p('full')}</a></p>
<h2>${t('begin.safe')}</h2><ul><li>${t('begin.safe.1')}</li><li>${t('begin.safe.2')}</li><li>${t('begin.safe.4')}</li></ul>
<h2>${p('place')}</h2>${problemLine(problem)}<form method="post" action="/public/plain/form">${hidden('lang', language)}
<label>${t('where.search')}<input type="text" name="place" maxlength="40" value="${typed}" autocomplete="off" required>
<small>${t('where.search.help')}</small></label><button type="submit">${p('place.next')}</button></form>
<h2>${p('place.list')}</h2>${placeList(language, { at: null, rows: counties })}`
  return page(language, p('title'), '/public/plain', body)
}

export type FormPage = {
  language: Language
  token: string
  places: readonly PlainPlace[]
  secondBody: string
  fields: Fields
  problem: string | null
}

/** The whole form for the places found. */
export function formPage({ language, token, places, secondBody, fields, problem }: FormPage): string {
  const t = sayIn(reportText, language)
  const p = sayIn(plainText, language)
  const radios = <V extends string>(name: string, values: readonly V[], label: (value: V) => string, first: string) =>
    values.map((value) => choice('radio', name, value, label(value), (fields.get(name) || first) === value))
  const text = (name: string, label: string, most: number) =>
    html`<label>${label}<input type="text" name="${name}" maxlength="${most}" value="${fields.get(name)}" autocomplete="off"></label>`
  const area = (name: string, label: string, most: number, help: string) =>
    html`<label>${label}<textarea name="${name}" rows="5" maxlength="${most}">${fields.get(name)}</textarea><small>${help}</small></label>`
  const chosen = fields.get('placeAreaId') || String(places[0]?.id ?? '')
  const body = html`${problemLine(problem)}<p><a href="/public/plain?lang=${language}">${p('place.other')}</a></p>
<form method="post" action="/public/plain/send">${hidden('lang', language)}${hidden('token', token)}${hidden('place', fields.get('place'))}${hidden('chosen', fields.get('chosen'))}
<h2>${p('place.choose')}</h2>${places.map(({ id, name, within }) => choice('radio', 'placeAreaId', String(id), [...within, name].join(' '), chosen === String(id)))}
${area('placeWords', t('where.words'), wordLimits.place, t('where.words.help'))}
<h2>${t('kind')}</h2>${radios('kind', tipKinds, (value) => t(`kind.${value}`), '')}
<h2>${t('runs')}</h2>${radios('runs', runningTimes, (value) => t(`runs.${value}`), 'unknown')}
<h2>${t('signs')}</h2>${signs.map((value) => choice('checkbox', 'signs', value, t(`signs.${value}`), fields.signs.includes(value)))}
${area('words', t('words'), wordLimits.words, t('words.help'))}
<h2>${t('involved')}</h2>${radios('involved', ['no', 'yes'], (value) => t(value === 'yes' ? 'involved.yes' : 'involved.no'), 'no')}
<p class="note">${t('involved.help', { body: secondBody })}</p>
<h2>${t('contact')}</h2><p class="note">${p('sealed')} ${t('contact.same')} ${t('contact.reward')}</p>
${text('name', t('name'), letterLimits.name)}${text('contact', t('contactWay'), letterLimits.contact)}
${area('private', t('private'), letterLimits.private, t('private.help'))}
<p class="note">${p('noFiles')}</p><p class="note">${p('seen')}</p><button type="submit">${p('send')}</button></form>`
  return page(language, p('form'), '/public/plain', body)
}

const codeForm = (language: Language, label: string, button: string): Markup =>
  html`<form method="post" action="/public/plain/mine">${hidden('lang', language)}
<label>${label}<input type="text" name="code" maxlength="60" autocomplete="off" required></label><button type="submit">${button}</button></form>`

/** What proves the report, as a file: the code goes in the body, as everywhere. */
function receiptButton(language: Language, code: string): Markup {
  const t = sayIn(reportText, language)
  return html`<form method="post" action="/public/plain/receipt">${hidden('lang', language)}${hidden('code', code)}
<button type="submit">${t('done.file')}</button><small>${t('done.file.help')}</small></form>`
}

export function receiptPage(language: Language, code: string, { receivedOn, countyName }: TipReceipt): string {
  const t = sayIn(reportText, language)
  const p = sayIn(plainText, language)
  const body = html`<p>${t('done.on', { date: receivedOn, county: countyName })}</p><h2>${t('done.code')}</h2>
<p class="code">${code}</p><p>${t('done.code.help')}</p><p class="note">${p('fresh')}</p>
${codeForm(language, p('typed'), p('typed.open'))}${receiptButton(language, code)}`
  return page(language, t('done'), '/public/plain', body)
}

export function codePage(language: Language, problem: string | null): string {
  const m = sayIn(mineText, language)
  const body = html`${problemLine(problem)}${codeForm(language, m('code'), m('open'))}<p><small>${m('code.help')}</small></p>`
  return page(language, m('title'), '/public/plain/mine', body)
}

const day = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)

/** Words to the office, or a dispute of the result. */
function sayForm(language: Language, code: string, kind: 'write' | 'dispute'): Markup {
  const m = sayIn(mineText, language)
  return html`<h2>${m(kind)}</h2><form method="post" action="/public/plain/message">${hidden('lang', language)}${hidden('code', code)}
${hidden('kind', kind)}<label><textarea name="words" rows="4" maxlength="${wordLimits.words}" aria-label="${m(kind)}" required></textarea>
<small>${m(`${kind}.help`)}</small></label><button type="submit">${m(`${kind}.send`)}</button></form>`
}

/** What was sent on the full page; the plain one takes none. */
function fileList(language: Language, files: MyTip['files']): Markup {
  const f = sayIn(fileText, language)
  const line = ({ kind, state, octets, announcedAt, originalRemovedAt }: MyTip['files'][number]) =>
    html`<li>${day(announcedAt)} ${f(kind)} ${f('size', { size: megabytes(octets) })}<br>${f(originalRemovedAt ? 'removed' : `state.${state}`)}</li>`
  return html`<h2>${f('title')}</h2>${files.length === 0 ? '' : html`<ol>${files.map(line)}</ol>`}
<p><small>${sayIn(plainText, language)('noFiles')} <a href="/public/mine?lang=${language}">${sayIn(plainText, language)('full')}</a></small></p>`
}

/** How a reward stands; it is claimed on the full page, whose browser makes the claim code. */
function rewardPart(language: Language, reward: MyTip['reward']): Markup {
  const m = sayIn(mineText, language)
  if (reward === null) return html``
  const amount = reward.amountYuan === null ? '' : m('reward.amount', { yuan: reward.amountYuan.toLocaleString('en') })
  const claim = reward.status === 'open' ? sayIn(plainText, language)('claim') : ''
  return html`<h2>${m('reward')}</h2><p>${m(`reward.${reward.status}`, { date: reward.claimUntil })} ${amount} ${claim}</p>`
}

/** State, steps, files and messages of a tip, and what can be said now. */
export function minePage(language: Language, code: string, tip: MyTip, problem: string | null): string {
  const m = sayIn(mineText, language)
  const p = sayIn(plainText, language)
  const say = sayIn(stepText, language)
  const due = tip.dueOn === null ? '' : m('due', { date: tip.dueOn })
  const standard = standardAnswer(tip.status)
  const answer = tip.answer || (standard && m(standard))
  const body = html`${problemLine(problem)}<p>${m('received', { date: tip.receivedOn, county: tip.countyName })}<br>
<strong>${m('state', { state: m(`status.${tip.status}`) })}</strong><br>${tip.waiting ? m('waiting') : due}</p>
${answer ? html`<h2>${m('answer')}</h2><p class="note">${answer}</p>` : ''}
<h2>${m('steps')}</h2><ol>${tip.steps.map(({ kind, at, proof }) => html`<li>${day(at)} ${say(kind)}${detailsOf(proof.claim).map((detail) => html`<br>${m(detail.key, detail)}`)}</li>`)}</ol>
${tip.messages.length === 0 ? '' : html`<h2>${m('messages')}</h2>`}
${tip.messages.map(({ sender, words, at }) => html`<p class="note"><small>${m(`from.${sender}`)} ${day(at)}</small>${words}</p>`)}
${receiptButton(language, code)}
${fileList(language, tip.files)}
${sayForm(language, code, 'write')}${tip.mayDispute ? sayForm(language, code, 'dispute') : ''}${rewardPart(language, tip.reward)}
<p><a href="/public/plain/mine?lang=${language}">${p('again')}</a></p>`
  return page(language, m('title'), '/public/plain/mine', body)
}

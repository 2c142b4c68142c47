/**
 * The plain form, for browsers without script: a signed, ageing token in place of work, good once; the code is made here, identity is
 * sealed in memory before anything is written. Neither cookie nor address of the sender is read, and nothing here is logged.
 */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context, Platform } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { transaction } from '../platform/server/db.ts'
import { inContext } from '../platform/server/http.ts'
import { isDemonstration } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { platformRefusals, Refusal, type RefusalTexts } from '../platform/shared/refusal.ts'
import type { Language } from '../platform/shared/text.ts'
import { getRule } from '../rulebook/store.ts'
import { signText } from './code-hash.ts'
import { formText } from './intake.ts'
import { intakeHandlers } from './intake-handlers.ts'
import { receivePlain, sealHere } from './plain-acts.ts'
import {
  asDemonstration,
  codePage,
  type Fields,
  formPage,
  listPage,
  minePage,
  noFields,
  type PlainList,
  type PlainPlace,
  placePage,
  receiptPage,
} from './plain-page.ts'
import { plainText } from './plain-text.ts'
import { receiptFile, receiptFileName } from './receipt.ts'
import { readCode } from './receipt-code.ts'
import { tipRefusals } from './tip-refusals.ts'
import { findListedPlace, listReportCounties, listReportPlaces } from './tip-store.ts'

/** Places by name: what the public page finds, lent by the apps. */
export type FindPlaces = (db: Db, text: string, day: string) => Promise<PlainPlace[]>

const bodyLimit = 65_536
const sentences: RefusalTexts = { ...platformRefusals, ...tipRefusals }

export function plainForm(platform: Platform, findPlaces: FindPlaces) {
  const run = <T>(request: FastifyRequest, work: (context: Context<null>) => Promise<T>) =>
    inContext(platform, 'anyone', request.id, (context) => work({ ...context, user: null }))
  const show = async (reply: FastifyReply, page: string): Promise<FastifyReply> => {
    const demonstration = await transaction(platform.database, 'anyone', isDemonstration).catch(() => false)
    return reply
      .header('cache-control', 'no-store')
      .header('content-type', 'text/html; charset=utf-8')
      .send(demonstration ? asDemonstration(page) : page)
  }
  return async (scope: FastifyInstance): Promise<void> => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    scope.get('/public/plain', async (request, reply) => {
      const counties = await run(request, ({ db, now }) => listReportCounties(db, dateInChina(now)))
      return show(reply, placePage(languageOf(request), null, counties))
    })
    scope.get('/public/plain/mine', async (request, reply) => show(reply, codePage(languageOf(request), null)))
    scope.post('/public/plain/form', async (request, reply) => {
      const fields = fieldsOf(request)
      const language = languageIn(fields)
      const page = await run(request, (context) => pageOfPlaces({ context, findPlaces, fields, language }, null))
      return show(reply, page)
    })
    scope.post('/public/plain/send', async (request, reply) => {
      const fields = fieldsOf(request)
      const language = languageIn(fields)
      try {
        const { code, receipt } = await run(request, (context) => receivePlain(context, fields))
        return show(reply, receiptPage(language, code, receipt))
      } catch (error) {
        const problem = sentenceOf(error, language)
        return show(
          reply,
          await run(request, (context) => pageOfPlaces({ context, findPlaces, fields, language }, problem)),
        )
      }
    })
    scope.post('/public/plain/mine', async (request, reply) => {
      const fields = fieldsOf(request)
      const language = languageIn(fields)
      const code = readCode(fields.get('code')) ?? ''
      try {
        const tip = await run(request, (context) => intakeHandlers.getMyTip(context, { token: code }, undefined))
        return show(reply, minePage(language, code, tip, null))
      } catch (error) {
        return show(reply, codePage(language, sentenceOf(error, language)))
      }
    })
    scope.post('/public/plain/receipt', async (request, reply) => {
      const fields = fieldsOf(request)
      const code = readCode(fields.get('code')) ?? ''
      try {
        const tip = await run(request, (context) => intakeHandlers.getMyTip(context, { token: code }, undefined))
        const { receivedOn, key, changes, steps } = tip
        return reply
          .header('cache-control', 'no-store')
          .header('content-type', 'application/json; charset=utf-8')
          .header('content-disposition', `attachment; filename="${receiptFileName(receivedOn)}"`)
          .send(receiptFile({ key, changes, steps: steps.map(({ proof }) => proof) }))
      } catch (error) {
        return show(reply, codePage(languageIn(fields), sentenceOf(error, languageIn(fields))))
      }
    })
    scope.post('/public/plain/message', async (request, reply) => {
      const fields = fieldsOf(request)
      const language = languageIn(fields)
      const code = readCode(fields.get('code')) ?? ''
      try {
        const tip = await run(request, (context) => writePlain(context, code, fields))
        return show(reply, minePage(language, code, tip, null))
      } catch (error) {
        return show(reply, codePage(language, sentenceOf(error, language)))
      }
    })
  }
}

/** Words to the office, or the dispute of a result, with an envelope as every message has. */
async function writePlain(context: Context<null>, code: string, fields: Fields) {
  const words = fields.get('words').trim()
  const say = fields.get('kind') === 'dispute' ? intakeHandlers.disputeResult : intakeHandlers.writeToOffice
  if (words === '') throw new Refusal('bad-input', { field: 'words' })
  const { placeAreaId, countyInvolved } = await intakeHandlers.getMyTip(context, { token: code }, undefined)
  const envelope = await sealHere(context, placeAreaId, countyInvolved, { name: '', contact: '', private: '' })
  return say(context, { token: code, words, envelope }, undefined)
}

type Place = { context: Context<null>; findPlaces: FindPlaces; fields: Fields; language: Language }

/** What was pointed at in the list, if anything was: what lies in it, or the place itself where it was chosen or holds nothing. */
async function pointedAt({ context: { db, now }, fields }: Place): Promise<PlainList | null> {
  const day = dateInChina(now)
  const [chosen, within] = [placeId(fields.get('chosen')), placeId(fields.get('within'))]
  const at = await findListedPlace(db, chosen ?? within ?? 0, day)
  if (!at) return null
  return { at, rows: chosen === null ? await listReportPlaces(db, at.id, day) : [] }
}

const placeId = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null)

/** The form with the place that was chosen or the places of the name that was typed, or the question for the place again. */
async function pageOfPlaces(place: Place, problem: string | null): Promise<string> {
  const { context, findPlaces, fields, language } = place
  const { db, now, platform } = context
  const day = dateInChina(now)
  const list = await pointedAt(place)
  if (list && list.rows.length > 0) return listPage(language, list)
  const typed = fields.get('place').replace(/\s+/g, '').slice(0, 40)
  const places = list?.at ? [list.at] : typed === '' ? [] : await findPlaces(db, typed, day)
  if (places.length === 0) return placePage(language, noPlace[language], await listReportCounties(db, day), typed)
  const { name } = (await getRule(db, 'tips.secondBody', day)).value
  const token = signText(platform.signingKey, 'form', formText(now, randomBytes(16).toString('base64url')))
  const first: Record<string, string> = list?.at ? { chosen: String(list.at.id) } : { place: typed }
  const kept = problem === null ? { get: (key: string) => first[key] ?? '', signs: [] } : fields
  const said = problem && plainText[language].more.replace('{{problem}}', problem)
  return formPage({ language, token, places, secondBody: name[language], fields: kept, problem: said })
}

const noPlace: Readonly<Record<Language, string>> = {
  zh: '没有找到这个地方，请换一个更短的名称。',
  en: 'No place of this name. Try a shorter one.',
}

/** The sentence of an expected "no". Anything else is thrown on: a bug. */
function sentenceOf(error: unknown, language: Language): string {
  const text = error instanceof Refusal ? sentences[error.code] : undefined
  if (!text) throw error
  return text[language]
}

const languageOf = ({ query }: FastifyRequest): Language =>
  typeof query === 'object' && query !== null && 'lang' in query && query.lang === 'en' ? 'en' : 'zh'
const languageIn = (fields: Fields): Language => (fields.get('lang') === 'en' ? 'en' : 'zh')

function fieldsOf({ body }: FastifyRequest): Fields {
  if (!(body instanceof URLSearchParams)) return noFields
  // browsers send line breaks of forms as CR LF
  const get = (name: string) => (body.get(name) ?? '').replace(/\r\n?/g, '\n')
  return { get, signs: body.getAll('signs') }
}

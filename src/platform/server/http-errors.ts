/** One place where an error becomes an answer: a refusal with its sentences, or a 500 that gives nothing away. */
import type { FastifyInstance } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import pg from 'pg'
import { platformRefusals, Refusal, type RefusalText, refusalSentence } from '../shared/refusal.ts'
import type { Module } from './context.ts'

const fastifyCodes: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_REQ_FILE_TOO_LARGE: 'too-large',
  FST_FIELDS_LIMIT: 'too-large',
  FST_FILES_LIMIT: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-json',
  FST_ERR_MAX_PARAM_LENGTH: 'bad-input',
  FST_STATIC_FORBIDDEN_PATH: 'not-found',
}

/** SQLSTATE classes that are the caller's doing or the store's absence, not a bug. */
const sqlCodes: Readonly<Record<string, string>> = {
  '22021': 'bad-text',
  '22P02': 'bad-input',
  '22003': 'bad-input',
  '22007': 'bad-input',
  '22008': 'bad-input',
  '42501': 'not-permitted',
  '40001': 'changed-meanwhile',
  '40P01': 'changed-meanwhile',
  '53100': 'disk-full',
  '57P01': 'store-unavailable',
  '57P02': 'store-unavailable',
  '57P03': 'store-unavailable',
  '08006': 'store-unavailable',
}
const lostConnection =
  /Connection terminated|not queryable|EPIPE|ECONNREFUSED|ECONNRESET|ENOENT.*PGSQL|the database system is/i

function toRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const first = error.validation[0]
    return new Refusal('bad-input', {
      field: first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'body',
      problem: first?.message ?? '',
    })
  }
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  const known = fastifyCodes[code] ?? (error instanceof pg.DatabaseError ? sqlCodes[code] : undefined)
  if (known) return new Refusal(known)
  if (lostConnection.test(error.message)) return new Refusal('store-unavailable')
  // whoever sent it left before its end
  if (error.message === 'aborted') return new Refusal('bad-json')
  // Fastify marks malformed requests with a 4xx of its own
  if ('statusCode' in error && error.statusCode === 400) return new Refusal('bad-json')
  return undefined
}

export function answerErrors(app: FastifyInstance, modules: readonly Module[]): void {
  const catalogue: Record<string, RefusalText> = Object.assign(
    {},
    platformRefusals,
    ...modules.map((module) => module.refusals ?? {}),
  )
  app.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error)
    const text = refusal ? catalogue[refusal.code] : undefined
    if (!refusal || !text) {
      request.log.error(
        {
          requestId: request.id,
          route: request.routeOptions.url,
          problem: error instanceof Error ? error.stack : 'unknown',
        },
        'bug',
      )
      const message = {
        zh: `系统内部错误，请把编号 ${request.id} 告诉系统管理员。`,
        en: `Internal error. Tell the system administrator the number ${request.id}.`,
      }
      return reply.status(500).send({ code: 'internal', message, details: {}, requestId: request.id })
    }
    return reply.status(text.status).send({
      code: refusal.code,
      message: refusalSentence(text, refusal.details),
      details: refusal.details,
      requestId: request.id,
    })
  })
}

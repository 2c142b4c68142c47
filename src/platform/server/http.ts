/** HTTP: turns the contracts of the mounted modules into Fastify routes, one transaction per request, refusals into answers. */
import { Readable } from 'node:stream'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { dateInChina, endOfDayInChina } from '../shared/calendar.ts'
import { date, type Operation, octetsLimit, pathParameters } from '../shared/contract.ts'
import type { Actor } from '../shared/permission.ts'
import { hasRole, standsInFor } from '../shared/permission.ts'
import { Refusal } from '../shared/refusal.ts'
import { authRoutes } from './auth-routes.ts'
import type { Context, Download, Module, Plain, Platform } from './context.ts'
import { type Caller, type Db, transaction } from './db.ts'
import { insertEvent } from './events.ts'
import type { IncomingFile } from './files.ts'
import { answerErrors } from './http-errors.ts'
import type { MeterStore } from './meter-store.ts'
import { refuseOtherOrigin } from './origin.ts'
import type { Sessions } from './sessions.ts'
import { hasUnstorableText } from './text-guard.ts'

export type ServerParts = {
  platform: Platform
  modules: readonly Module[]
  sessions: Sessions
  /** Who a session token belongs to today; reads posts and roles anew each time. */
  findActor: (token: string, now: Date) => Promise<Actor | undefined>
}

const megabyte = 1_048_576
/** Bodies of JSON; files go through uploads with their own limits. */
const bodyLimit = 2 * megabyte
const uploadLimit = 512 * megabyte

export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { config } = parts.platform
  const app = Fastify({
    logger:
      config.logLevel === 'silent'
        ? false
        : {
            level: config.logLevel,
            serializers: { req: (req) => ({ method: req.method, route: req.routeOptions?.url }) },
          },
    trustProxy: config.trustProxy,
    bodyLimit,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: contentPolicy(config.publicUrl),
    crossOriginEmbedderPolicy: false,
    hsts: config.publicUrl?.startsWith('https:') ?? false,
  })
  await app.register(multipart, {
    limits: { fileSize: uploadLimit, files: 1, fields: 10, fieldSize: 10_000 },
    throwFileSizeLimit: true,
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '钢哨 Gangshao', version: parts.platform.version, license: { name: 'Apache-2.0' } },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs' })
  answerErrors(app, parts.modules)
  await app.register(authRoutes, parts)
  await app.register(async (scope) => {
    for (const module of parts.modules) mount(scope, parts, module)
  })
  let described: string | undefined
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    // a mebibyte that stays the same: written once, not for everybody who asks
    described ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').send(described)
  })
  return app
}

const contentPolicy = (publicUrl: string | undefined) => ({
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    // an original that was opened in this browser is played from its memory
    mediaSrc: ["'self'", 'blob:'],
    // Ant Design writes its styles into the page
    styleSrc: ["'self'", "'unsafe-inline'"],
    scriptSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: publicUrl?.startsWith('https:') ? [] : null,
  },
})

/** Who knocked, from the door to the handler. */
const users = new WeakMap<FastifyRequest, Actor>()

function mount(app: FastifyInstance, parts: ServerParts, module: Module): void {
  for (const [name, operation] of Object.entries(module.contract)) {
    const handler = module.handlers[name]
    if (typeof handler !== 'function') throw new Error(`operation ${module.name}.${name} has no handler`)
    const route = (scope: FastifyInstance) =>
      scope.route({
        method: operation.method,
        url: operation.path,
        schema: routeSchema(operation, module.name, name),
        // the door comes before the body is even read: a stranger learns nothing of what would fit
        onRequest: async (request) => {
          if (operation.needs !== 'anyone') users.set(request, await signedIn(parts, request, operation))
        },
        handler: async (request, reply) => {
          const user = users.get(request) ?? null
          const input = await readInput(operation, request)
          // the handler was checked against this operation's types where the module was written
          const run = handler as (context: Context<Actor | null>, input: unknown, file: unknown) => Promise<unknown>
          const answer = await runOperation(
            parts.platform,
            operation,
            user,
            request.id,
            (context) => run(context, input.fields, input.file),
            // validated by the route's schema
            readAsOf(parts.platform, operation, (request.query as { asOf?: string }).asOf),
          )
          // what a handler answers follows the body of its operation by type
          if (operation.body === 'download') return sendDownload(reply, answer as Download)
          if (operation.body === 'plain') return sendPlain(reply, answer as Plain)
          // true at this moment and for this caller
          reply.header('cache-control', 'no-store')
          return answer
        },
      })
    if (operation.body === 'raw') app.register(async (scope) => void route(takeRawBodies(scope)))
    else if (operation.body === 'octets') app.register(async (scope) => void route(takeOctets(scope)))
    else route(app)
  }
}

/** Endings by which the handler of a raw body knows what it is given. */
const rawTypes: Readonly<Record<string, string>> = {
  'application/json': 'body.json',
  'text/csv': 'body.csv',
  'application/gzip': 'body.csv.gz',
  'application/octet-stream': 'body.csv.gz',
}

const octetsType = 'application/octet-stream'

function takeRawBodies(scope: FastifyInstance): FastifyInstance {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(Object.keys(rawTypes), (_request, stream, done) => done(null, stream))
  return scope
}

function takeOctets(scope: FastifyInstance): FastifyInstance {
  scope.removeAllContentTypeParsers()
  const options = { parseAs: 'buffer', bodyLimit: octetsLimit } as const
  scope.addContentTypeParser(octetsType, options, (_request, body, done) => done(null, body))
  return scope
}

function octetsOf({ body }: FastifyRequest): Buffer {
  if (!Buffer.isBuffer(body)) throw new Refusal('unsupported-type')
  return body
}

function rawBody({ body, headers }: FastifyRequest): IncomingFile {
  const name = rawTypes[headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '']
  if (name === undefined || !(body instanceof Readable)) throw new Refusal('unsupported-type')
  return { name, stream: body }
}

const bearerOf = ({ headers }: FastifyRequest): string =>
  /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''

/** Fields of the input that are neither in the path nor the bearer's token. */
const besidePath = ({ input, path, bearer }: Operation) =>
  Object.entries(input.shape).filter(
    ([field]) => !pathParameters(path).includes(field) && !(bearer && field === 'token'),
  )
const isInQuery = ({ method }: Operation): boolean => method === 'GET' || method === 'DELETE'

function routeSchema(operation: Operation, module: string, name: string) {
  const names = pathParameters(operation.path)
  for (const n of names)
    if (!(n in operation.input.shape)) throw new Error(`${module}.${name}: path parameter ${n} is not in the input`)
  const inPath = Object.entries(operation.input.shape).filter(([field]) => names.includes(field))
  const rest = z.object({
    ...(hasPast(operation) && { asOf: date.optional() }),
    ...Object.fromEntries(besidePath(operation)),
  })
  const hasRest = Object.keys(rest.shape).length > 0
  const inQuery = isInQuery(operation)
  return {
    operationId: `${module}.${name}`,
    tags: [module],
    summary: operation.title,
    ...(names.length > 0 && { params: z.object(Object.fromEntries(inPath)) }),
    ...(hasRest && inQuery && { querystring: rest }),
    ...(hasRest && !inQuery && operation.body === undefined && { body: rest }),
    ...(operation.body === 'upload' && { consumes: ['multipart/form-data'] }),
    ...(operation.body === 'raw' && { consumes: Object.keys(rawTypes) }),
    ...(operation.body === 'octets' && { consumes: [octetsType] }),
    ...(operation.body !== 'download' && operation.body !== 'plain' && { response: { 200: operation.output } }),
  }
}

async function signedIn(
  { sessions, findActor, platform }: ServerParts,
  request: FastifyRequest,
  operation: Operation,
): Promise<Actor> {
  const token = sessions.readToken(request.cookies[sessions.cookieName])
  const user = token === undefined ? undefined : await findActor(token, platform.clock())
  if (!user) throw new Refusal('not-signed-in')
  if (operation.method !== 'GET') refuseOtherOrigin(request, platform.config.publicUrl)
  if (typeof operation.needs !== 'string' && !hasRole(user, ...operation.needs)) throw new Refusal('not-permitted')
  return user
}

/** What stands beside the path, checked by the route's schema; where no field is named there, nothing. */
function restOf(operation: Operation, { query, body }: FastifyRequest): object {
  if (besidePath(operation).length === 0) return {}
  if (isInQuery(operation)) return query as object
  return operation.body === undefined ? ((body as object | null) ?? {}) : {}
}

type ReadInput = { fields: unknown; file: unknown }

async function readInput(operation: Operation, request: FastifyRequest): Promise<ReadInput> {
  // validated by the route's schema, or below for uploads
  const fields: Record<string, unknown> = {
    ...(request.params as object),
    ...restOf(operation, request),
    ...(operation.bearer && { token: bearerOf(request) }),
  }
  if (operation.body === 'raw') return { fields, file: rawBody(request) }
  if (operation.body === 'octets') return { fields, file: octetsOf(request) }
  if (operation.body !== 'upload') {
    if (hasUnstorableText(fields)) throw new Refusal('bad-text')
    return { fields, file: undefined }
  }
  if (!request.isMultipart()) throw new Refusal('unsupported-type')
  const part = await request.file()
  if (!part) throw new Refusal('bad-input', { field: 'file' })
  for (const [key, field] of Object.entries(part.fields)) {
    if (field && !Array.isArray(field) && field.type === 'field') fields[key] = field.value
  }
  const parsed = operation.input.safeParse(fields)
  if (!parsed.success) throw new Refusal('bad-input', { field: z.core.toDotPath(parsed.error.issues[0]?.path ?? []) })
  if (hasUnstorableText(parsed.data)) throw new Refusal('bad-text')
  return { fields: parsed.data, file: { name: part.filename, stream: part.file } }
}

/** Reads of signed-in people can be asked for a past day, but for those that carry a day of their own. */
const hasPast = ({ method, needs, past, input }: Operation): boolean =>
  method === 'GET' && needs !== 'anyone' && past !== 'same' && !('asOf' in input.shape)

/**
 * The end of the past day that a read is asked for, an ISO date; null for today.
 * Refuses `day-ahead`, `today-only-traced` where a look leaves a trace, `today-only-present`.
 */
export function readAsOf({ clock }: Platform, operation: Operation, asOf: string | undefined): Date | null {
  const today = dateInChina(clock())
  if (!hasPast(operation) || asOf === undefined || asOf === today) return null
  if (asOf > today) throw new Refusal('day-ahead')
  if (operation.logged) throw new Refusal('today-only-traced')
  if (operation.past === 'none') throw new Refusal('today-only-present')
  return endOfDayInChina(asOf)
}

function runOperation<T>(
  platform: Platform,
  operation: Operation,
  user: Actor | null,
  requestId: string,
  work: (context: Context<Actor | null>) => Promise<T>,
  asOf: Date | null,
): Promise<T> {
  const readOnly = operation.method === 'GET' && !operation.logged
  if (operation.body === 'raw' || operation.body === 'upload')
    return withoutTransaction(platform, user, requestId, work)
  return inContext(platform, user ?? 'anyone', requestId, work, readOnly, asOf)
}

/** A body that is read by its handler may come as slowly as its sender likes: no connection is held for it. */
function withoutTransaction<T>(
  platform: Platform,
  user: Actor | null,
  requestId: string,
  work: (context: Context<Actor | null>) => Promise<T>,
): Promise<T> {
  const none = () => {
    throw new Error('the handler of a body begins its transactions itself')
  }
  // whatever is asked of it refuses
  const db = new Proxy({} as Db, { get: none })
  return work({ db, user, now: platform.clock(), requestId, record: none, enqueue: none, platform })
}

/**
 * Runs `work` with its transaction, its instant and its recorder.
 * @param asOf a past instant that is looked at: `now` of the work then, while the caller's grants stay those of today.
 */
export function inContext<T>(
  platform: Platform,
  caller: Caller,
  requestId: string | null,
  work: (context: Context<Actor | null>) => Promise<T>,
  readOnly = false,
  asOf: Date | null = null,
): Promise<T> {
  const user = typeof caller === 'object' ? caller : null
  const now = asOf ?? platform.clock()
  return transaction(
    platform.database,
    caller,
    (db) => {
      const enqueue: Context['enqueue'] = (name, ids) => platform.jobs.enqueue(db, name, ids)
      const record: Context['record'] = async (kind, facts) => {
        const actsFor = user ? standsInFor(user, facts.areaPath) : undefined
        const told = actsFor ? { ...facts, changed: { ...facts.changed, actsFor } } : facts
        insertEvent(db, now, user?.officialId ?? null, requestId, platform.config.hash, kind, told)
        for (const job of platform.jobs.startedBy(kind)) await enqueue(job, { subjectId: facts.id })
      }
      return work({
        db,
        user,
        now,
        requestId,
        record,
        enqueue,
        platform: asOf ? { ...platform, meters: withoutPast } : platform,
      })
    },
    readOnly,
    asOf,
  )
}

/** Readings are versions of deliveries that may come years later: what they said on a day is not kept. */
const withoutPast = new Proxy({} as MeterStore, {
  get: () => {
    throw new Refusal('today-only-readings')
  },
})

/** Runs `work` as the program itself, in a transaction of its own. */
export const asProgram = <T>(
  platform: Platform,
  work: (context: Context<null>) => Promise<T>,
  readOnly = false,
): Promise<T> => inContext(platform, 'system', null, (context) => work({ ...context, user: null }), readOnly)

function sendDownload(reply: FastifyReply, file: Download): FastifyReply {
  const ascii = file.fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const disposition = `${file.inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`
  return reply
    .header('content-disposition', disposition)
    .header('content-type', file.type)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
    .send(file.content)
}

const sendPlain = (reply: FastifyReply, { type, content, cache }: Plain): FastifyReply =>
  reply
    .header('content-type', type)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', cache === 'forever' ? 'public, max-age=31536000, immutable' : 'no-cache')
    .send(content)

/** The world outside the program: a real SMTP server, a web-hook and a gateway, with all they have received. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Mail = { to: string; messageId: string; text: string }
export type Call = { path: string; key: string; authorization: string; body: string }

export type Outside = {
  mails: Mail[]
  calls: Call[]
  /** What becomes of the next mail; an error refuses it. */
  onMail(mail: Mail): Error | undefined
  /** What web-hook and gateway answer. */
  answer: { status: number; body: string }
  /** Settings with which the program finds it. */
  settings: Record<string, string>
  reset(): void
  close(): Promise<void>
}

export async function openOutside(): Promise<Outside> {
  const world: Outside = {
    mails: [],
    calls: [],
    onMail: () => undefined,
    answer: { status: 200, body: '' },
    settings: {},
    reset() {
      world.mails.length = 0
      world.calls.length = 0
      world.onMail = () => undefined
      world.answer = { status: 200, body: '{"errcode":0}' }
    },
    async close() {
      await new Promise<void>((done) => smtp.close(() => done()))
      web.close()
    },
  }
  world.reset()
  const smtp = smtpServer(world)
  const web = webServer(world)
  await new Promise<void>((ready) => smtp.listen(0, '127.0.0.1', ready))
  await new Promise<void>((ready) => web.listen(0, '127.0.0.1', ready))
  const mailPort = (smtp.server.address() as AddressInfo).port // it listens on a port
  const webPort = (web.address() as AddressInfo).port // the same
  world.settings = {
    GANGSHAO_SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    GANGSHAO_MAIL_FROM: 'gangshao@example.cn',
    GANGSHAO_MESSENGER_URL: `http://127.0.0.1:${webPort}/robot?access_token=abc`,
    GANGSHAO_MESSENGER_SECRET: 'SEC123',
    GANGSHAO_SMS_URL: `http://127.0.0.1:${webPort}/sms`,
    GANGSHAO_SMS_TOKEN: 'gateway-token',
  }
  return world
}

function smtpServer(world: Outside): SMTPServer {
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString()
        const mail = {
          to: session.envelope.rcptTo[0]?.address ?? '',
          messageId: /^Message-ID:\s*(\S+)/im.exec(raw)?.[1] ?? '',
          text: raw,
        }
        const refused = world.onMail(mail)
        if (!refused) world.mails.push(mail)
        done(refused)
      })
    },
  })
  // the connection of a sender that is killed
  smtp.on('error', () => {})
  return smtp
}

const webServer = (world: Outside) =>
  createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const { headers, url = '' } = request
      world.calls.push({
        path: url,
        key: String(headers['idempotency-key']),
        authorization: headers.authorization ?? '',
        body,
      })
      response.writeHead(world.answer.status, { 'content-type': 'application/json' }).end(world.answer.body)
    })
  })

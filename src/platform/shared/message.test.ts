import { describe, expect, test } from 'vitest'
import { afterAttempt, matterWords, pausesMinutes } from './message.ts'

const now = new Date('2018-02-08T02:00:00Z')
const failed = (final = false) => ({ result: 'failed', failure: 'unreachable', final }) as const

describe('an attempt to send', () => {
  test('that succeeds ends the message', () => {
    expect(afterAttempt(3, { result: 'sent' }, now)).toEqual({
      status: 'sent',
      attempts: 3,
      dueAt: now,
      endedAt: now,
      failure: null,
    })
  })

  test('that fails is made again, each time after a longer pause', () => {
    const pauses = pausesMinutes.map((_, i) => {
      const { status, dueAt, endedAt } = afterAttempt(i + 1, failed(), now)
      expect([status, endedAt]).toEqual(['waiting', null])
      return (dueAt.getTime() - now.getTime()) / 60_000
    })
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(new Set(pauses).size).toBe(pauses.length)
  })

  test('that fails once more than there are pauses is the last', () => {
    expect(afterAttempt(pausesMinutes.length + 1, failed(), now)).toMatchObject({
      status: 'givenUp',
      failure: 'unreachable',
      endedAt: now,
    })
  })

  test('that the channel refuses for good is the last at once', () => {
    expect(afterAttempt(1, failed(true), now).status).toBe('givenUp')
  })

  test('without address is no failure of the channel', () => {
    expect(afterAttempt(1, { result: 'noAddress' }, now)).toMatchObject({ status: 'noAddress', failure: null })
  })
})

test('what is said outside is the number and nothing else of the matter', () => {
  const { subject, text } = matterWords({ matterKind: 'receipt', number: '常化解办〔2018〕1号', putOn: '2018-02-08' })
  expect(subject).toBe('您有一件事项，编号 常化解办〔2018〕1号')
  expect(text.replaceAll('常化解办〔2018〕1号', '')).toBe(
    '您有一件事项，编号 ，请登录系统查看。\nA matter is waiting for you, number . Sign in to read it.',
  )
})

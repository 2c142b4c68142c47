import { describe, expect, test } from 'vitest'
import { alarmKinds } from './alarm.ts'
import { kindsOf, queueNames } from './queue.ts'

describe('the queues of alarms', () => {
  test('hold every kind once, and all of them together hold all', () => {
    const single = queueNames.filter((queue) => queue !== 'all').flatMap(kindsOf)
    expect(single.toSorted()).toEqual([...alarmKinds].toSorted())
    expect(kindsOf('all')).toEqual([...alarmKinds])
  })

  test('begin with the broken licence, then the register, and end with the screen of practice', () => {
    expect(queueNames[0]).toBe('unlicensedMelting')
    expect(queueNames[1]).toBe('registerFirst')
    expect(queueNames.at(-2)).toBe('plainThreshold')
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evenLines, widthInCharacters } from './even-lines.ts'

test.each([
  ['关于召开全市“地条钢”排查工作督导会的通知', ['关于召开全市“地条钢”', '排查工作督导会的通知']],
  [
    '关于做好2027年春节前后防范“地条钢”死灰复燃有关工作的通知',
    ['关于做好2027年春节前后防范', '“地条钢”死灰复燃有关工作的通知'],
  ],
  ['关于对天宁区人民政府督导检查的反馈意见', ['关于对天宁区人民政府督导检查的反馈意见']],
])('a title is broken between words, its lines about equally long: %s', (title, lines) => {
  expect(evenLines(title, 19)).toEqual(lines)
})

test('a word wider than a line is broken all the same', () => {
  expect(evenLines('A'.repeat(90), 19).every((line) => widthInCharacters(line) <= 19)).toBe(true)
})

test('no character is lost, and no line is wider than it may be', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'关于防范“地条钢”死灰复燃的通知、（）2018aB《》'), maxLength: 200 }),
      (text) => {
        const lines = evenLines(text, 19)
        expect(lines.join('')).toBe(text)
        for (const line of lines) expect(widthInCharacters(line)).toBeLessThanOrEqual(19)
      },
    ),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chineseBy,
  chineseDate,
  chineseInstant,
  chineseNumeral,
  documentNumberPattern,
  formatDocumentNumber,
  officialDocument,
  parseDocumentNumber,
  printable,
  printedBody,
  printedLines,
  signaturePlacement,
} from './official-document.ts'

const smallest = {
  issuer: '演示县人民政府',
  kind: 'report',
  number: null,
  title: '关于自查情况的报告',
  recipients: ['演示市化解办'],
  body: [{ type: 'paragraph', text: '现报告如下。' }],
  signature: { agency: '演示县人民政府', date: '2018-03-05' },
} as const

describe('document number', () => {
  test('is written with six-angle brackets, a four-digit year and no leading zero', () => {
    expect(formatDocumentNumber({ agencyCode: '常化解办', year: 2018, serial: 1 })).toBe('常化解办〔2018〕1号')
  })

  test('what is formatted is parsed back', () => {
    const parts = fc.record({
      agencyCode: fc.stringMatching(/^[\u4e00-\u9fff]{1,8}$/),
      year: fc.integer({ min: 1949, max: 9999 }),
      serial: fc.integer({ min: 1, max: 999_999 }),
    })
    fc.assert(
      fc.property(parts, (given) => {
        const text = formatDocumentNumber(given)
        expect(text).toMatch(documentNumberPattern)
        expect(parseDocumentNumber(text)).toEqual(given)
      }),
    )
  })

  test.each([
    '常化解办[2018]1号',
    '常化解办（2018）1号',
    '常化解办〔18〕1号',
    '常化解办〔2018〕01号',
    '常化解办〔2018〕第1号',
    '常化解办〔2018〕0号',
    'X〔2018〕1号',
    '常化解办〔2018〕1号\n',
    '',
  ])('another spelling is no number: %j', (text) => expect(parseDocumentNumber(text)).toBeNull())

  test('a serial below one or a code of other letters is refused', () => {
    expect(() => formatDocumentNumber({ agencyCode: '常化解办', year: 2018, serial: 0 })).toThrow()
    expect(() => formatDocumentNumber({ agencyCode: 'CHB', year: 2018, serial: 1 })).toThrow()
  })
})

describe('printed words', () => {
  test('dates have no leading zeros', () => {
    expect(chineseDate('2018-03-05')).toBe('2018年3月5日')
    expect(() => chineseDate('2018-02-30')).toThrow()
    expect(chineseBy('2018-03-05', '约谈之日')).toBe('于2018年3月5日前')
    expect(chineseBy({ days: 30, dayKind: 'calendar' }, '约谈之日')).toBe('自约谈之日起30日内')
    expect(chineseBy({ days: 10, dayKind: 'working' }, '收到举报之日')).toBe('自收到举报之日起10个工作日内')
  })

  test('instants are printed in Beijing time', () => {
    expect(chineseInstant('2018-03-14T16:05:00Z')).toBe('2018年3月15日0时05分')
    expect(chineseInstant('2018-03-14T17:30:00+08:00')).toBe('2018年3月14日17时30分')
  })

  test.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [21, '二十一'],
    [99, '九十九'],
  ])('heading %i is %s', (n, numeral) => expect(chineseNumeral(n)).toBe(numeral))
  test.each([0, 100, 1.5])('%d has no heading numeral', (n) => expect(() => chineseNumeral(n)).toThrow(RangeError))

  test('headings are counted anew under each higher heading', () => {
    const levels = [1, 2, 2, 3, 4, 4, 1, 2, 3] as const
    const body = levels.map((level) => ({ type: 'heading' as const, level, text: 'x' }))
    expect(printedBody(body).map((b) => (b.type === 'heading' ? b.text : ''))).toEqual([
      '一、x',
      '（一）x',
      '（二）x',
      '1.x',
      '（1）x',
      '（2）x',
      '二、x',
      '（一）x',
      '1.x',
    ])
  })

  test('line ends in a paragraph begin new paragraphs', () => {
    expect(printedBody([{ type: 'paragraph', text: '甲\n\n乙' }])).toHaveLength(2)
  })

  test('characters that cannot be printed or that turn the reading direction are taken out', () => {
    expect(printable('a\u0000b\u202Ec\uFEFF\td\uD800\r\ne')).toBe('abc d\uFFFD\ne')
    expect(printable('😀〔〕')).toBe('😀〔〕')
  })

  test('a short name is centred over the date, a long one has the date centred under it', () => {
    expect(signaturePlacement('演示县人民政府', '2018年3月5日')).toEqual({ agencyRight: 3.5, dateRight: 4 })
    const long = signaturePlacement('演示市化解过剩产能工作领导小组办公室', '2018年3月15日')
    expect(long).toEqual({ agencyRight: 2, dateRight: 7.75 })
  })
})

describe('shape', () => {
  test('a document without number is a draft and says so on every page', () => {
    const draft = officialDocument.parse({ ...smallest, demoMark: '演示数据' })
    expect(printedLines(draft).pageMarks).toEqual(['草稿', '演示数据'])
    expect(printedLines({ ...draft, number: '演政报〔2018〕3号' }).pageMarks).toEqual(['演示数据'])
  })

  test('a number in another spelling is refused', () => {
    expect(officialDocument.safeParse({ ...smallest, number: '演政报[2018]3号' }).success).toBe(false)
  })

  test('a table row has one cell for each column', () => {
    const table = { type: 'table', columns: [{ title: '甲', width: 1 }], rows: [['1', '2']] }
    expect(officialDocument.safeParse({ ...smallest, body: [table] }).success).toBe(false)
  })

  test('copy number, secrecy and urgency are printed in that order, the first with six digits', () => {
    const marked = officialDocument.parse({ ...smallest, urgency: '特急', secrecy: '机密★1年', copyNumber: 7 })
    expect(printedLines(marked).marks).toEqual(['000007', '机密★1年', '特急'])
  })
})

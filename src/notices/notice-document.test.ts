import { describe, expect, test } from 'vitest'
import { officialDocument } from '../platform/shared/official-document.ts'
import { addressed, noticeDocument, recipientLine } from './notice-document.ts'

describe('the line of recipients', () => {
  test.each([
    ['county', '武进区', '武进区人民政府'],
    ['township', '湖塘镇', '湖塘镇人民政府'],
    ['township', '天宁街道', '天宁街道办事处'],
    ['township', '常州经济开发区', '常州经济开发区'],
    ['village', '某村', '某村'],
    ['agency', '常州市环境保护局', '常州市环境保护局'],
  ] as const)('addresses %s %s as %s', (level, name, wanted) => {
    expect(addressed(level, name)).toBe(wanted)
  })

  test('names ten, and addresses more of a kind together', () => {
    expect(
      recipientLine([
        { level: 'county', count: 2, names: ['甲区', '乙区'] },
        { level: 'agency', count: 11, names: Array.from({ length: 10 }, (_, i) => `局${i}`) },
      ]),
    ).toEqual(['甲区人民政府', '乙区人民政府', '各有关单位'])
  })

  test('names governments from above before departments, whatever their order', () => {
    const one = (level: 'agency' | 'county' | 'township', name: string) => ({ level, count: 1, names: [name] })
    expect(recipientLine([one('agency', '甲局'), one('township', '乙镇'), one('county', '丙区')])).toEqual([
      '丙区人民政府',
      '乙镇人民政府',
      '甲局',
    ])
  })
})

test('the paper has its number, refers to the superior’s, and is a valid document', () => {
  const document = officialDocument.parse(
    noticeDocument({
      issuerName: '测试市化解办',
      number: '测化解办〔2018〕1号',
      title: '关于开展排查的通知',
      paragraphs: [{ heading: '开展排查', text: '逐村排查。\n逐厂排查。' }],
      recipients: [{ level: 'county', count: 1, names: ['甲区'] }],
      superiorNumber: '苏化解办〔2018〕4号',
      date: '2018-02-08',
      demonstration: false,
    }),
  )
  expect(document.number).toBe('测化解办〔2018〕1号')
  expect(JSON.stringify(document.body[0])).toContain('根据苏化解办〔2018〕4号文件要求')
  expect(document.demoMark).toBeUndefined()
})

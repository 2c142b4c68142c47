import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { renderDocx } from './docx.ts'
import { hostileName, selfCheckDraft, selfCheckReport } from './examples.ts'
import { headerMark, linePt, linesPerPage, mmToPt } from './layout.ts'
import { renderPdf } from './pdf.ts'
import { setPdf } from './typst.ts'

async function unzip(docx: Buffer) {
  const zip = await JSZip.loadAsync(docx)
  return async (name: string) => (await zip.file(name)?.async('string')) ?? ''
}

const words = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)].map((match) => match[1] ?? '\n').join('')
const decoded = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')

describe('Word', () => {
  test('margins are those of GB/T 33476.2 and the page is A4', async () => {
    const xml = await (await unzip(await renderDocx(selfCheckReport)))('word/document.xml')
    const margin = /<w:pgMar[^>]*>/.exec(xml)?.[0] ?? ''
    const twips = (mm: number) => Math.round(mmToPt(mm) * 20)
    for (const [side, mm] of [
      ['top', 34.58],
      ['bottom', 32.58],
      ['left', 28],
      ['right', 26],
    ] as const)
      expect(margin).toContain(`w:${side}="${twips(mm)}"`)
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
  })

  test('22 lines of the exact pitch fill the type area and no more fit', () => {
    const areaPt = mmToPt(297 - 34.58 - 32.58)
    expect(Math.floor(areaPt / linePt)).toBe(linesPerPage)
    expect(areaPt - linesPerPage * linePt).toBeLessThan(1)
  })

  test('fonts are named as the standard asks, with stand-ins, and none is embedded', async () => {
    const read = await unzip(await renderDocx(selfCheckReport))
    const xml = await read('word/document.xml')
    for (const font of ['方正小标宋简体', '仿宋_GB2312', '黑体', '楷体_GB2312'])
      expect(xml).toContain(`w:eastAsia="${font}"`)
    expect(await read('word/fontTable.xml')).toMatch(/w:name="仿宋_GB2312"><w:altName w:val="仿宋,/)
    expect(await read('word/fontTable.xml')).not.toContain('embed')
    expect(await read('word/footer1.xml')).toContain('w:eastAsia="宋体"')
  })

  test('page numbers stand right on odd and left on even pages, in 4号 between dashes', async () => {
    const read = await unzip(await renderDocx(selfCheckReport))
    const footers = await Promise.all(['word/footer1.xml', 'word/footer2.xml'].map(read))
    expect(await read('word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
    for (const footer of footers) {
      expect(footer).toMatch(/<w:instrText[^>]*>PAGE<\/w:instrText>/)
      expect(words(footer)).toBe('—  —')
      expect(footer).toContain('<w:sz w:val="28"/>')
    }
    expect(footers.map((footer) => /<w:jc w:val="(\w+)"/.exec(footer)?.[1]).sort()).toEqual(['left', 'right'])
  })

  test('everything the document says is in it, in order', async () => {
    const text = decoded(words(await (await unzip(await renderDocx(selfCheckReport)))('word/document.xml')))
    const parts = [
      '特急',
      '江东演示县人民政府文件',
      '江演政报〔2018〕3号',
      '签发人：演示甲',
      '死灰复燃',
      '演示市化解过剩产能工作领导小组办公室：',
    ]
    const later = [
      '一、组织领导',
      '（一）健全网格责任',
      '表1',
      '单位：个',
      '1.界定结果',
      '（1）处置进展',
      '三、薄弱环节',
      '数据截至2018年3月14日17时30分',
    ]
    const last = [
      '特此报告。',
      '附件：1. 江东演示县网格责任人名单',
      '2. 江东演示县中频炉登记表',
      '江东演示县人民政府\n2018年3月15日',
      '附件2江东演示县中频炉登记表',
      '抄送：',
      '2018年3月15日印发',
    ]
    const places = [...parts, ...later, ...last].map((part) => text.indexOf(part))
    expect(places).not.toContain(-1)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
  })

  test('an attachment with a text begins a page of its own behind the signature, one without is only named', async () => {
    const xml = await (await unzip(await renderDocx(selfCheckReport)))('word/document.xml')
    expect(xml.match(/<w:pageBreakBefore\/>/g)).toHaveLength(1)
    const text = words(xml)
    expect(text.match(/江东演示县网格责任人名单/g)).toHaveLength(1)
    expect(text.match(/江东演示县中频炉登记表/g)).toHaveLength(2)
  })

  test('a table repeats its head and keeps each row on one page', async () => {
    const xml = await (await unzip(await renderDocx(selfCheckReport)))('word/document.xml')
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(3)
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(6 + 1 + 3 + 1 + 3 + 1)
  })

  test('a formula or markup typed by an outsider stays text: the only fields are page numbers', async () => {
    const read = await unzip(await renderDocx(selfCheckReport))
    const xml = await read('word/document.xml')
    expect(decoded(words(xml))).toContain(hostileName)
    expect(xml).not.toMatch(/<tag>|w:instrText|w:fldSimple|w:hyperlink/)
  })

  test('a document without number is marked 草稿 on odd and even pages', async () => {
    const read = await unzip(await renderDocx(selfCheckDraft))
    for (const header of ['word/header1.xml', 'word/header2.xml'])
      expect(words(await read(header))).toBe('草稿　演示数据')
    expect(words(await read('word/document.xml'))).toContain('未编发文字号')
  })

  test('properties name the issuer and the document’s date, never a person or the clock', async () => {
    const core = await (await unzip(await renderDocx(selfCheckReport)))('docProps/core.xml')
    expect(core).toContain('<dc:creator>江东演示县人民政府</dc:creator>')
    expect(core.match(/2018-03-15T00:00:00Z/g)).toHaveLength(2)
    expect(core).not.toContain('演示甲')
  })

  test('the same document gives the same bytes', async () => {
    const first = await renderDocx(selfCheckReport)
    await new Promise((resolve) => setTimeout(resolve, 2100)) // zip entries count two seconds
    expect((await renderDocx(selfCheckReport)).equals(first)).toBe(true)
  })

  test('a long name of the issuer is set narrower, so that header and print line stay on one line', async () => {
    const agency = '演示市化解过剩产能实现脱困发展领导小组办公室'
    const print = { agency, date: '2018-11-30' }
    const document = { ...selfCheckReport, issuer: `${agency}文件`, print, attachments: [] }
    const read = await unzip(await renderDocx(document))
    const xml = await read('word/document.xml')
    const scaleOf = (text: string) =>
      Number(new RegExp(`<w:w w:val="(\\d+)"/>(?:(?!</w:rPr>).)*</w:rPr><w:t[^>]*>${text}<`).exec(xml)?.[1])
    expect(scaleOf(`${agency}文件`)).toBe(76)
    expect(scaleOf(agency)).toBeLessThan(100)
    const text = pdfText(await renderPdf(document))
    if (text === null) return
    const lines = text.split('\n').map((line) => line.replace(/\s/g, ''))
    expect(lines).toContain(`${agency}文件`)
    expect(lines).toContain(`${agency}2018年11月30日印发`)
  })

  test('a name too long even for that is broken between words', () => {
    const { lines, scale } = headerMark('演示省演示市化解钢铁过剩产能实现脱困发展工作领导小组办公室专项督查组文件')
    expect(scale).toBe(0.66)
    expect(lines).toHaveLength(2)
    expect(lines.join('|')).not.toMatch(/领导\|小组|小\|组|办公\|室/)
  })

  test('a title wider than a line is broken between words', async () => {
    const title = '关于召开全市“地条钢”排查工作督导会的通知'
    const xml = await (await unzip(await renderDocx({ ...selfCheckReport, title })))('word/document.xml')
    expect(decoded(words(xml))).toContain('关于召开全市“地条钢”\n排查工作督导会的通知')
  })

  test('minutes name who came behind the text and bear no signature: they are not sealed', async () => {
    const minutes = {
      ...selfCheckReport,
      kind: 'minutes' as const,
      attachments: [],
      print: { agency: '印发的单位', date: '2018-03-15' },
      attendance: [
        { label: '出席', names: '甲区（副区长）、乙区。' },
        { label: '请假', names: '丙区。' },
      ],
    }
    const text = decoded(words(await (await unzip(await renderDocx(minutes)))('word/document.xml')))
    expect(text).toContain('出席：甲区（副区长）、乙区。请假：丙区。')
    expect(text).not.toContain('江东演示县人民政府\n2018年3月15日')
    const pdf = pdfText(await renderPdf(minutes))?.replace(/\s/g, '')
    if (pdf === undefined) return
    expect(pdf).toContain('出席：甲区（副区长）、乙区。请假：丙区。')
    expect(pdf).toContain('印发的单位')
    expect(pdf.match(/2018年3月15日/g)).toHaveLength(1)
  })

  test('a paper of a ledger bears its number there, and is no draft', async () => {
    const paper = { ...selfCheckDraft, reference: 'ZG2018-0007' }
    const read = await unzip(await renderDocx(paper))
    expect(words(await read('word/document.xml'))).toContain('编号：ZG2018-0007')
    expect(words(await read('word/header1.xml'))).toBe('演示数据')
  })

  test('a document of the wrong shape is refused', async () => {
    await expect(renderDocx({ ...selfCheckReport, number: '江演政报[2018]3号' })).rejects.toThrow()
  })
})

const pdfText = (pdf: Buffer) => poppler('pdftotext', pdf, ['-layout'], ['-'])

/** What a tool of poppler says of a PDF; null where that is not installed. */
function poppler(tool: string, pdf: Buffer, before: string[], after: string[]): string | null {
  if (spawnSync(tool, ['-v']).error) return null
  const folder = mkdtempSync(join(tmpdir(), 'gangshao-pdf-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    return execFileSync(tool, [...before, join(folder, 'a.pdf'), ...after], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0

describe('PDF', () => {
  test('the program brings Chinese fonts with and without serifs, regular and bold, for machines that have none', async () => {
    const set = ['Serif', 'Sans'].flatMap((kind) =>
      [400, 700].map((weight) => `#text(font: "Noto ${kind} SC", weight: ${weight})[地条钢]`),
    )
    const pdf = await setPdf(set.join('\n'), {}, '2018-03-15', [])
    const fonts = poppler('pdffonts', pdf, [], [])
    if (fonts === null) return
    expect(fonts.match(/Noto\w+-\w+/g)?.sort()).toEqual([
      'NotoSansSC-Bold',
      'NotoSansSC-Regular',
      'NotoSerifSC-Bold',
      'NotoSerifSC-Regular',
    ])
    expect(pdfText(pdf)?.match(/地条钢/g)).toHaveLength(4)
  })

  test('it is a PDF of as many pages as it says, and says what the document says', async () => {
    const pdf = await renderPdf(selfCheckReport)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pages(pdf)).toBeGreaterThanOrEqual(2)
    const text = pdfText(pdf)
    if (text === null) return
    for (const part of [
      '江演政报〔2018〕3号',
      '（一）健全网格责任',
      '表1',
      '— 1 —',
      '— 2 —',
      '特此报告。',
      '附件2',
      '2018年3月15日印发',
      '演示数据',
    ])
      expect(text.replaceAll('—1—', '— 1 —').replaceAll('—2—', '— 2 —')).toContain(part)
  })

  test('what an outsider types is set as typed, never run', async () => {
    const evil = [
      '#panic("x")',
      '$ x^2 $',
      '@ref',
      '*bold*',
      '_it_',
      '\\u{41}',
      '<label>',
      '#include "/etc/passwd"',
      '"); panic("',
    ]
    const body = [...evil, hostileName].map((text) => ({ type: 'paragraph' as const, text }))
    const pdf = await renderPdf({ ...selfCheckReport, title: '#let a = 1', issuer: '*县*', body })
    const text = pdfText(pdf)?.replace(/\s/g, '')
    if (text === undefined) return
    for (const part of [...evil, '#leta=1', '*县*', hostileName]) expect(text).toContain(part.replace(/\s/g, ''))
  })

  test('a document without number is marked 草稿 on every page', async () => {
    const pdf = await renderPdf(selfCheckDraft)
    const text = pdfText(pdf)
    if (text !== null) expect(text.match(/草稿\s*演示数据/g)).toHaveLength(pages(pdf))
  })

  test('the same document gives the same bytes', async () => {
    const first = await renderPdf(selfCheckReport)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect((await renderPdf(selfCheckReport)).equals(first)).toBe(true)
  })
})

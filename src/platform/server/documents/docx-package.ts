/** Makes a Word file the same for the same content and free of its maker: no clock, no names but those of the document. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** Lowest date of the zip format, in the local time that zip entries carry. */
const zipEpoch = '1980-01-01T00:00:00'

type Family = 'auto' | 'roman' | 'modern' | 'script'
/** Stand-ins a word processor may take where the named font is missing (`w:altName`). */
const standIns: readonly { name: string; alternatives: string; family: Family }[] = [
  {
    name: '方正小标宋简体',
    alternatives: '方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体,Noto Serif CJK SC',
    family: 'roman',
  },
  { name: '仿宋_GB2312', alternatives: '仿宋,FangSong,方正仿宋_GBK,STFangsong,Noto Serif CJK SC', family: 'modern' },
  { name: '黑体', alternatives: 'SimHei,方正黑体_GBK,Noto Sans CJK SC', family: 'modern' },
  { name: '楷体_GB2312', alternatives: '楷体,KaiTi,方正楷体_GBK,STKaiti,Noto Serif CJK SC', family: 'modern' },
  { name: '宋体', alternatives: 'SimSun,Noto Serif CJK SC', family: 'roman' },
]

const fontTable = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${standIns
  .map(
    ({ name, alternatives, family }) =>
      `<w:font w:name="${name}"><w:altName w:val="${alternatives}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  )
  .join('')}</w:fonts>`

/**
 * Packs a Word file anew: fixed entry times, core properties dated with the document's own date, font stand-ins.
 * @param isoDate date of the document, `2018-03-15`.
 */
export function settle(docx: Uint8Array, isoDate: string): Buffer {
  const parts = unzipSync(docx)
  const core = parts['docProps/core.xml']
  if (!core) throw new Error('the Word file has no core properties')
  parts['docProps/core.xml'] = strToU8(
    strFromU8(core).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${isoDate}T00:00:00Z`),
  )
  parts['word/fontTable.xml'] = strToU8(fontTable)
  const names = Object.keys(parts).sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
  const sorted = Object.fromEntries(names.map((name) => [name, parts[name] ?? new Uint8Array()]))
  return Buffer.from(zipSync(sorted, { mtime: zipEpoch, level: 6 }))
}

/** Readers that look at the first entry only expect the content types there. */
const order = (name: string): number => (name === '[Content_Types].xml' ? 0 : name === '_rels/.rels' ? 1 : 2)

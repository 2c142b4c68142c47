/** Pictures and papers that people attach; each says that it is a demonstration, and no two are the same. */
import sharp from 'sharp'
import type { Upload } from './fields.ts'

let number = 0

export async function picture(words: string): Promise<Upload> {
  number += 1
  const svg = `<svg width="480" height="320"><text x="24" y="170" font-size="28" fill="#fff" font-family="sans-serif">${words} ${number}（演示）</text></svg>`
  const buffer = await sharp({ create: { width: 480, height: 320, channels: 3, background: '#6b7480' } })
    .composite([{ input: Buffer.from(svg) }])
    .jpeg()
    .toBuffer()
  return { name: `${words}${number}.jpg`, mimeType: 'image/jpeg', buffer }
}

/** The smallest thing that is a PDF. */
export function paper(words: string): Upload {
  number += 1
  return {
    name: `${words}${number}.pdf`,
    mimeType: 'application/pdf',
    buffer: Buffer.from(
      `%PDF-1.4\n%${words} ${number}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
    ),
  }
}

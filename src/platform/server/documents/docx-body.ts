/** The blocks of a text in Word: headings, paragraphs, tables. */
import type { Paragraph, Table } from 'docx'
import type { PrintedBlock } from '../../shared/official-document.ts'
import { docxTable } from './docx-table.ts'
import { bodyLine, type FontName } from './docx-text.ts'

const headingFonts: Record<1 | 2 | 3 | 4, FontName> = { 1: 'hei', 2: 'kai', 3: 'fangSong', 4: 'fangSong' }

/** @param holds whether a paragraph stays on one page with what follows it. */
export function bodyBlock(block: PrintedBlock, holds = false): (Paragraph | Table)[] {
  if (block.type === 'table') return docxTable(block)
  if (block.type === 'paragraph') return [bodyLine(block.text, {}, { keepNext: holds })]
  return [bodyLine(block.text, { font: headingFonts[block.level] }, { keepNext: true, outlineLevel: block.level - 1 })]
}

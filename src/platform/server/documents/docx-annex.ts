/** 附件 that are printed with their document: each on pages of its own behind the signature, the imprint behind the last. */
import { AlignmentType, type Paragraph, type Table } from 'docx'
import type { printedLines } from '../../shared/official-document.ts'
import { bodyBlock } from './docx-body.ts'
import { imprint, imprintHeightInLines } from './docx-imprint.ts'
import { emptyLine, lineOf, runs } from './docx-text.ts'
import { size, titleLinePt } from './layout.ts'

type Lines = ReturnType<typeof printedLines>

/** The label in 黑体 at the left edge of the first line, the title centred on the third. */
function annex({ label, title, body }: Lines['annexes'][number]): (Paragraph | Table)[] {
  return [
    lineOf(runs(label, { font: 'hei' }), { pageBreakBefore: true }),
    emptyLine(),
    lineOf(runs(title, { font: 'song', sizePt: size.two }), { alignment: AlignmentType.CENTER, pitchPt: titleLinePt }),
    emptyLine(),
    ...body.flatMap((block) => bodyBlock(block)),
  ]
}

/** @returns nothing where no attachment is printed with the document: the imprint then hangs on the signature. */
export function annexes(lines: Lines): (Paragraph | Table)[] {
  if (lines.annexes.length === 0) return []
  const height = imprintHeightInLines(lines)
  const foot = lineOf([...imprint(lines), ...runs('\n'.repeat(Math.max(0, height - 1)))], { keepLines: true })
  return [...lines.annexes.flatMap(annex), ...(height > 0 ? [foot] : [])]
}

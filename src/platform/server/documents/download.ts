/** A document as the file a person takes away. */

import type { OfficialDocumentInput } from '../../shared/official-document.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Download } from '../context.ts'
import { renderDocx } from './docx.ts'
import { findChineseFontFolders } from './fonts.ts'
import { renderPdf } from './pdf.ts'

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Refuses `pdf-font-missing`: a document with empty boxes must never go out. */
export async function documentDownload(
  document: OfficialDocumentInput,
  format: 'docx' | 'pdf',
  name: string,
): Promise<Download> {
  if (format === 'docx') return { fileName: `${name}.docx`, type: docxType, content: await renderDocx(document) }
  if ((await findChineseFontFolders()).length === 0) throw new Refusal('pdf-font-missing')
  return { fileName: `${name}.pdf`, type: 'application/pdf', content: await renderPdf(document) }
}

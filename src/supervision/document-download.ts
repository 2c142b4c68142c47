/** A document as the file a person takes away. */
import type { Download } from '../platform/server/context.ts'
import { renderDocx } from '../platform/server/documents/docx.ts'
import { findChineseFontFolders } from '../platform/server/documents/fonts.ts'
import { renderPdf } from '../platform/server/documents/pdf.ts'
import type { OfficialDocumentInput } from '../platform/shared/official-document.ts'
import { Refusal } from '../platform/shared/refusal.ts'

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

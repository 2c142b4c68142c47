/** A document as the file a person takes away. */

import type { OfficialDocumentInput } from '../../shared/official-document.ts'
import type { Download } from '../context.ts'
import { renderDocx } from './docx.ts'
import { renderPdf } from './pdf.ts'

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export async function documentDownload(
  document: OfficialDocumentInput,
  format: 'docx' | 'pdf',
  name: string,
): Promise<Download> {
  if (format === 'docx') return { fileName: `${name}.docx`, type: docxType, content: await renderDocx(document) }
  return { fileName: `${name}.pdf`, type: 'application/pdf', content: await renderPdf(document) }
}

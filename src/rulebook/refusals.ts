/** Refusals of the rulebook. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const rulebookRefusals = {
  'text-not-document': {
    status: 422,
    zh: '请上传条款原文（PDF、DOCX 或图片），用途选“文件”。',
    en: 'Attach the official text as a document: PDF, DOCX or a picture.',
  },
} as const satisfies RefusalTexts

/** Words of the platform's own events. */
import type { Bilingual } from './text.ts'

export const platformEventWords: Readonly<Record<string, Bilingual>> = {
  'file.stored': { zh: '上传文件', en: 'File uploaded' },
  'export.asked': { zh: '申请导出', en: 'Export asked for' },
  'export.fetched': { zh: '下载导出文件', en: 'Export fetched' },
}

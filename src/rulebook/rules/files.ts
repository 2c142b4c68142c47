/** Size and kind of files: our own defaults. */
import { xlsxType } from '../../platform/shared/sheet.ts'
import type { RuleSeed } from '../rule.ts'
import { bi, programDefault, row } from './row.ts'

const mebibyte = 1024 * 1024
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const pictures = ['image/jpeg', 'image/png', 'image/webp', 'image/heic']

export const fileRules: RuleSeed[] = [
  row('file.maxSize.photo', {
    title: bi('照片大小上限', 'Largest photo'),
    value: { bytes: 20 * mebibyte },
    source: programDefault,
  }),
  row('file.maxSize.document', {
    title: bi('文件大小上限', 'Largest document'),
    value: { bytes: 50 * mebibyte },
    source: programDefault,
  }),
  row('file.maxSize.scan', {
    title: bi('扫描件大小上限', 'Largest scan'),
    value: { bytes: 50 * mebibyte },
    source: programDefault,
  }),
  row('file.maxSize.import', {
    title: bi('导入表格大小上限', 'Largest table to import'),
    value: { bytes: 200 * mebibyte },
    source: programDefault,
  }),
  row('file.mediaTypes.photo', {
    title: bi('照片类型', 'Kinds of photo'),
    value: { mediaTypes: pictures },
    source: programDefault,
  }),
  row('file.mediaTypes.document', {
    title: bi('文件类型', 'Kinds of document'),
    value: { mediaTypes: ['application/pdf', docx, ...pictures] },
    source: programDefault,
  }),
  row('file.mediaTypes.scan', {
    title: bi('扫描件类型', 'Kinds of scan'),
    value: { mediaTypes: ['application/pdf', ...pictures] },
    source: programDefault,
  }),
  row('file.mediaTypes.import', {
    title: bi('导入表格类型', 'Kinds of table to import'),
    value: { mediaTypes: [xlsxType, 'text/csv', 'application/gzip'] },
    source: programDefault,
  }),
  row('file.display', {
    title: bi('显示用图片最长边', 'Longest edge of an image for display'),
    value: { maxEdgePx: 2000 },
    source: programDefault,
  }),
]

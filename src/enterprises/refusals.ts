/** What the ledger refuses, beside the platform's own. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const enterprisesRefusals = {
  'uscc-invalid': {
    status: 422,
    zh: '统一社会信用代码不正确（校验位不符），请对照营业执照重新填写；没有代码的留空。',
    en: 'The unified social credit code is wrong (check characters). Compare with the business licence; leave it empty if there is none.',
  },
  'uscc-taken': {
    status: 409,
    zh: '该统一社会信用代码已登记在另一家企业名下，请先查找该企业。',
    en: 'Another enterprise already has this code. Look that one up first.',
  },
  'enterprise-known': {
    status: 409,
    zh: '该区域已有同名且没有代码的企业，请直接使用或补充代码加以区分。',
    en: 'This place already has an enterprise of that name without a code. Use it, or add a code to tell them apart.',
  },
  'industry-code-malformed': {
    status: 422,
    zh: '行业代码应为四位数字（可带门类字母）。',
    en: 'An industry code has four digits (a letter may stand before).',
  },
  'industry-edition-missing': {
    status: 422,
    zh: '请注明行业代码的版本（2011 或 2017），同一代码在两版中含义不同。',
    en: 'Name the edition of the industry code (2011 or 2017): the same code means different things.',
  },
  'area-too-wide': {
    status: 422,
    zh: '场所须登记到村（社区），至少到乡镇（街道）。',
    en: 'A site is registered in a village, or at least in a township.',
  },
  'site-known': {
    status: 409,
    zh: '该区域已有同名场所，请核对后使用已有场所。',
    en: 'This place already has a site of that name. Check and use that one.',
  },
  'occupancy-known': { status: 409, zh: '该企业已登记在此场所。', en: 'The enterprise is already at this site.' },
  'end-before-start': {
    status: 422,
    zh: '结束日期早于开始日期，请更正。',
    en: 'The end lies before the start. Correct the date.',
  },
  'furnace-known': {
    status: 409,
    zh: '该场所已有此炉号，请核对。',
    en: 'The site already has a furnace with this label. Check it.',
  },
  'whereabouts-missing': { status: 422, zh: '请写明炉子的去向。', en: 'Say where the furnace has gone.' },
  'furnace-gone': {
    status: 409,
    zh: '该炉已销毁，不能转让。',
    en: 'This furnace has been destroyed and cannot change hands.',
  },
  'account-taken': {
    status: 409,
    zh: '该户号已登记在另一场所，请核对户号；确属迁移的请联系其所在地。',
    en: 'This account is already registered at another site. Check it; if it moved, ask those who keep that place.',
  },
  'licence-hours-empty': {
    status: 422,
    zh: '许可时段的起止相同，无法判断是整天还是没有：整天请填 00:00-24:00。',
    en: 'The licensed hours end when they begin. For the whole day enter 00:00-24:00.',
  },
  'licence-hours-overlap': {
    status: 422,
    zh: '许可时段互相重叠，请合并成一段。',
    en: 'Two of the licensed hours overlap. Write them as one.',
  },
  'licence-without-melting': {
    status: 422,
    zh: '不准熔炼的许可没有时段和年产量，请核对班次。',
    en: 'A licence that allows no melting has no hours and no volume. Check the shift.',
  },
  'invoice-month-open': {
    status: 422,
    zh: '该月尚未结束，还没有全月的开票吨数。',
    en: 'The month is not over and has no sum yet.',
  },
  'invoice-month-known': {
    status: 409,
    zh: '该月的开票吨数已录入；数字有变的请用“更正”。',
    en: 'This month is on file. If the figure has changed, correct it.',
  },
  'import-header-missing': {
    status: 422,
    zh: '表头缺少必需的列，请下载模板对照填写。',
    en: 'A required column is missing. Compare with the template.',
  },
  'import-empty': {
    status: 422,
    zh: '表格中没有数据行，请检查文件。',
    en: 'The table has no rows of data. Check the file.',
  },
  'import-file-purpose': {
    status: 422,
    zh: '该文件不是作为导入文件上传的，请重新上传。',
    en: 'This file was not uploaded for import. Upload it again.',
  },
  'import-has-bad-rows': {
    status: 409,
    zh: '仍有未通过检查的行：请更正后重新导入，或选择只导入合格的行。',
    en: 'Some rows did not pass. Correct them and import again, or import the good rows only.',
  },
  'import-nothing-good': {
    status: 409,
    zh: '没有可以导入的行，请按错误清单更正后重新上传。',
    en: 'There is no row to import. Correct the listed rows and upload again.',
  },
  'export-too-long': {
    status: 413,
    zh: '导出的行数超过上限，请缩小区域或筛选条件。',
    en: 'There are too many rows to export. Choose a smaller area or narrower filters.',
  },
} as const satisfies RefusalTexts

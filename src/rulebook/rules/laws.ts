/** Statutes and decrees the rules cite, by full name. A citation names law and article, never where a copy was read. */
import type { Bilingual } from '../rule.ts'

export const laws = {
  penalty: { zh: '行政处罚法', en: 'Administrative Penalty Law' },
  coercion: { zh: '行政强制法', en: 'Administrative Coercion Law' },
  review: { zh: '行政复议法', en: 'Administrative Reconsideration Law' },
  civilProcedure: { zh: '民事诉讼法', en: 'Civil Procedure Law' },
  energyConservation: { zh: '节约能源法', en: 'Energy Conservation Law' },
  circularEconomy: { zh: '循环经济促进法', en: 'Circular Economy Promotion Law' },
  productQuality: { zh: '产品质量法', en: 'Product Quality Law' },
  productionLicence: {
    zh: '工业产品生产许可证管理条例',
    en: 'Regulations on Production Licences for Industrial Products',
  },
  electricity: { zh: '电力法', en: 'Electric Power Law' },
  electricityUse: { zh: '电力供应与使用条例', en: 'Regulations on Electric Power Supply and Use' },
  air: { zh: '大气污染防治法', en: 'Air Pollution Prevention and Control Law' },
  environment: { zh: '环境保护法', en: 'Environmental Protection Law' },
  impactAssessment: { zh: '环境影响评价法', en: 'Environmental Impact Assessment Law' },
  land: { zh: '土地管理法', en: 'Land Administration Law' },
  building: { zh: '建筑法', en: 'Construction Law' },
  workSafety: { zh: '安全生产法', en: 'Work Safety Law' },
  customs: { zh: '海关法', en: 'Customs Law' },
  taxCollection: { zh: '税收征收管理法', en: 'Tax Collection Administration Law' },
  investmentProjects: {
    zh: '企业投资项目核准和备案管理条例',
    en: 'Regulations on Approval and Filing of Enterprise Investment Projects',
  },
  businessEnvironment: { zh: '优化营商环境条例', en: 'Regulations on Optimising the Business Environment' },
  openInformation: { zh: '政府信息公开条例', en: 'Regulations on Open Government Information' },
  petitions: { zh: '信访工作条例', en: 'Regulations on Petition Work' },
  marketEntities: { zh: '市场主体登记管理条例', en: 'Regulations on Registration of Market Entities' },
} as const satisfies Record<string, Bilingual>

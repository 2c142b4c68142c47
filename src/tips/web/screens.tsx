/** What the tips add to the officials' pages. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { custodianRoles } from '../custodian.ts'
import { custodianText } from '../custodian-text.ts'
import { entryText } from '../entry-text.ts'
import { tipLimitWords } from '../limit-words.ts'
import { officeText } from '../office-text.ts'
import { responsePlanText } from '../response-plan-text.ts'
import { rewardText } from '../reward-text.ts'
import { overseeingRoles, tipRoles, tipStatuses } from '../tip.ts'
import { rewardStatuses } from '../tip-contract.ts'
import { HeldPanel } from './HeldPanel.tsx'

const title = { zh: officeText.zh.title, en: officeText.en.title }
const entry = { zh: entryText.zh.title, en: entryText.en.title }
const keepers = { zh: custodianText.zh.title, en: custodianText.en.title }
const counter = { zh: rewardText.zh.title, en: rewardText.en.title }

const plans = { zh: responsePlanText.zh.plans, en: responsePlanText.en.plans }

const statusWords: Record<string, Bilingual> = Object.fromEntries([
  ...tipStatuses.map((status) => [
    status,
    { zh: officeText.zh[`status.${status}`], en: officeText.en[`status.${status}`] },
  ]),
  ...rewardStatuses.map((status) => [
    status,
    { zh: rewardText.zh[`status.${status}`], en: rewardText.en[`status.${status}`] },
  ]),
])

export const tipsScreens: Screens = {
  screens: [
    {
      path: '/tips',
      component: lazy(() => import('./TipsPage.tsx')),
      title,
      roles: tipRoles,
      menu: { group: 'tips', order: 30, label: title, roles: tipRoles },
    },
    {
      path: '/tips/enter',
      component: lazy(() => import('./EnterTipPage.tsx')),
      title: entry,
      roles: tipRoles,
      menu: { group: 'tips', order: 31, label: entry, roles: tipRoles },
    },
    {
      path: '/tips/custodians',
      component: lazy(() => import('./CustodiansPage.tsx')),
      title: keepers,
      roles: custodianRoles,
      menu: { group: 'tips', order: 32, label: keepers, roles: custodianRoles },
    },
    {
      path: '/tips/rewards',
      component: lazy(() => import('./RewardsPage.tsx')),
      title: counter,
      roles: ['departmentOfficer'],
      menu: { group: 'tips', order: 33, label: counter, roles: ['departmentOfficer'] },
    },
    {
      path: '/tips/response-plans',
      component: lazy(() => import('./ResponsePlansPage.tsx')),
      title: plans,
      roles: tipRoles,
      menu: { group: 'tips', order: 34, label: plans, roles: tipRoles },
    },
    {
      path: '/tips/$id',
      component: lazy(() => import('./TipPage.tsx')),
      title: { zh: '举报', en: 'Tip' },
      roles: tipRoles,
      subjectKind: 'tip',
    },
  ],
  panels: [{ slot: 'today', order: 15, roles: overseeingRoles, component: HeldPanel }],
  eventWords: {
    'responsePlan.published': { zh: '公布举报响应方案', en: 'Plan for answering reports published' },
    'tip.received': { zh: '收到举报', en: 'Tip received' },
    'tip.admitted': { zh: '收入台账', en: 'Taken into the register' },
    'tip.read': { zh: '查看举报', en: 'Tip read' },
    'tip.exported': { zh: '列入导出表格', en: 'Written into a file' },
    'tip.reporterAsked': { zh: '询问举报人', en: 'Reporter asked' },
    'tip.messageReceived': { zh: '举报人来信', en: 'Message from the reporter' },
    'tip.joined': { zh: '并入较早的举报', en: 'Joined an earlier tip' },
    'tip.moved': { zh: '更正地点', en: 'Place corrected' },
    'tip.withheld': { zh: '设定不可见人员', en: 'Kept from officials' },
    'tip.handOverDrafted': { zh: '起草交办单', en: 'Hand-over form written' },
    'tip.handOverDiscarded': { zh: '退回交办单草稿', en: 'Draft sent back' },
    'tip.handedOver': { zh: '印发交办单', en: 'Hand-over form issued' },
    'tip.takenUp': { zh: '受理核查', en: 'Verification begun' },
    'tip.givenBack': { zh: '退回市级', en: 'Given back to the city' },
    'tip.extensionAsked': { zh: '申请延长期限', en: 'More time asked for' },
    'tip.extensionRefused': { zh: '不同意延长期限', en: 'More time refused' },
    'tip.extended': { zh: '延长期限', en: 'Limit extended' },
    'tip.suspended': { zh: '中止计时', en: 'Limit suspended' },
    'tip.resumed': { zh: '恢复计时', en: 'Limit resumed' },
    'tip.escalated': { zh: '逾期上提市级', en: 'Overdue, taken up by the city' },
    'tip.concluded': { zh: '作出结论', en: 'Result stated' },
    'tip.dealtWith': { zh: '处理完毕', en: 'Dealt with' },
    'tip.disputed': { zh: '举报人提出异议', en: 'Result disputed' },
    'tip.verifiedAgain': { zh: '重新核实', en: 'To be verified anew' },
    'tip.recheckDrawn': { zh: '抽出待复核', en: 'Drawn for a second look' },
    'tip.rechecked': { zh: '复核', en: 'Second look taken' },
    'tip.originalRemoved': { zh: '删除到期的密封原件', en: 'Sealed original deleted' },
    'tip.rewardClaimed': { zh: '申领奖励', en: 'Reward claimed' },
    'reward.decided': { zh: '核定奖励', en: 'Reward decided' },
    'reward.claimShown': { zh: '柜台查询领奖码', en: 'Claim shown at a counter' },
    'reward.answered': { zh: '答复领奖', en: 'Claim answered' },
    'custodian.proposed': { zh: '提出担任保管人', en: 'Custodian proposed' },
    'custodian.agreed': { zh: '同意保管人', en: 'Custodian agreed to' },
    'custodian.endAgreed': { zh: '同意停用保管密钥', en: 'End of a custodian’s key agreed to' },
    'custodian.ended': { zh: '保管密钥停用', en: 'Custodian’s key ended' },
    'identity.requested': { zh: '申请打开身份', en: 'Identity asked for' },
    'identity.halvesRead': { zh: '读取半钥', en: 'Halves read' },
    'identity.halfGiven': { zh: '交出半钥', en: 'Half given' },
    'identity.refused': { zh: '拒绝打开身份', en: 'Opening refused' },
    'identity.read': { zh: '查看身份', en: 'Identity read' },
    'identity.halvesResealing': { zh: '读取待重新封存的半钥', en: 'Halves read for sealing anew' },
    'identity.halvesResealed': { zh: '重新封存', en: 'Sealed anew' },
  },
  limitWords: tipLimitWords,
  statusWords,
}

/** Refusals of the inspections. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const inspectionRefusals = {
  'sweep-dates': {
    status: 422,
    zh: '完成日期早于开始日期，请修改。',
    en: 'The sweep ends before it starts. Correct the dates.',
  },
  'sweep-plan-half': {
    status: 422,
    zh: '方案文号与批准机关须同时填写；没有经批准的方案，本次排查只能登记巡查记录。',
    en: 'Give both the plan number and who approved it; without an approved plan the sweep yields observations only.',
  },
  'sweep-open-targets': {
    status: 409,
    zh: '仍有未到的村（社区）或场所，不能结束；请先完成，或逐一说明未能到达的原因。',
    en: 'Villages or sites are still unvisited. Cover them first, or give the reason for each.',
  },
  'nothing-and-something': {
    status: 422,
    zh: '“未见异常”不能与其他情况同时选择，也不能同时作为线索上报。',
    en: '"Nothing seen" cannot go together with signs or with a lead.',
  },
  'observed-in-future': {
    status: 422,
    zh: '巡查时间晚于现在，请核对手机时间。',
    en: 'The time of the observation lies in the future. Check the clock of the phone.',
  },
  'words-missing': {
    status: 422,
    zh: '选择“其他”时请写明看到了什么。',
    en: 'Say what you saw when you choose "other".',
  },
  'target-elsewhere': {
    status: 422,
    zh: '排查对象不在所填的村（社区）或场所，请重新选择。',
    en: 'The sweep target does not belong to that village or site. Choose again.',
  },
  'visit-agency-not-competent': {
    status: 409,
    zh: '该单位在检查当日没有入企检查的法定权限；可登记巡查记录或移交有权部门。',
    en: 'On that day this body has no power to check firms. Record an observation, or hand over to a competent department.',
  },
  'visit-card-holders': {
    status: 409,
    zh: '入企检查须有两名以上本单位持有效执法证的人员。',
    en: 'A visit needs at least two officers of the agency with valid enforcement cards.',
  },
  'visit-basis': {
    status: 422,
    zh: '请写明检查的法律依据（法律名称和条款）。',
    en: 'Name the law and article under which you check.',
  },
  'visit-task-source': {
    status: 422,
    zh: '请写明任务来源，并关联相应的线索或排查。',
    en: 'Name the task source and link its lead or sweep.',
  },
  'visit-lead-elsewhere': {
    status: 409,
    zh: '该线索尚未确定场所，或场所与本次检查不同：请先在线索中确定场所，再对该场所安排检查。',
    en: 'The lead has no site yet, or another one than this visit. Name the site on the lead, then plan a visit to it.',
  },
  'visit-sweep-plan': {
    status: 409,
    zh: '该排查没有县级以上人民政府批准的方案，不能据此入企检查；可登记巡查记录。',
    en: 'This sweep has no plan approved by a county government or above, so it allows no visits. Record observations.',
  },
  'visit-item': {
    status: 422,
    zh: '请选择已公布的检查事项。',
    en: 'Choose an item of the published list of inspection items.',
  },
  'visit-approval': {
    status: 422,
    zh: '请填写检查审批文号、批准人和日期。',
    en: 'Give number, approver and date of the approval.',
  },
  'visit-notice': {
    status: 422,
    zh: '请填写检查通知情况；未事先通知的，写明理由。',
    en: 'Say when notice was given, or the reason for none.',
  },
  'visit-exempt-reason': {
    status: 422,
    zh: '不计入年度频次的检查，请写明理由。',
    en: 'Give the reason why this visit does not count against the yearly cap.',
  },
  'visit-cap': {
    status: 409,
    zh: '该企业本年度检查次数已达上限；有线索、移送或数据预警的，可按规定另行安排。',
    en: 'The yearly cap of visits to this firm is reached. A lead, transfer or data alarm allows a targeted visit.',
  },
  'visit-gate': {
    status: 422,
    zh: '请先扫码入企登记，再开始检查。',
    en: 'Log in at the gate before the visit starts.',
  },
  'visit-unjudged': {
    status: 409,
    zh: '场所内仍有未界定的炉，请逐台界定后再提交。',
    en: 'Some furnaces of the site are not judged yet. Judge each before you submit.',
  },
  'judgement-without-photo': { status: 422, zh: '请至少附一张现场照片。', en: 'Attach at least one photograph.' },
  'experts-too-few': {
    status: 422,
    zh: '专家意见须由两名以上专家署名。',
    en: 'An expert opinion needs at least two experts.',
  },
  'furnace-elsewhere': {
    status: 422,
    zh: '该炉不在本次检查的场所，请重新选择。',
    en: 'The furnace does not stand at the site of this visit. Choose again.',
  },
} as const satisfies RefusalTexts

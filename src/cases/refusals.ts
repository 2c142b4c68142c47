/** What the cases refuse, and what to do then. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

const opening = {
  'lead-not-founded': {
    status: 409,
    zh: '只有核查属实的线索才能立案，请先办结核查。',
    en: 'Only a founded lead becomes a case. Finish its verification first.',
  },
  'lead-without-site': {
    status: 422,
    zh: '线索尚未登记场所，请先在线索中登记场所。',
    en: 'The lead names no site yet. Name it in the lead first.',
  },
  'lead-unvisited': {
    status: 409,
    zh: '此线索认定属实时没有现场核查记录，不能据此立案：请先对该场所安排检查并经他人审核通过。',
    en: 'This lead was found founded with no visit on record, so no case rests on it. Plan a visit to the site and have it accepted first.',
  },
  'case-exists': {
    status: 409,
    zh: '此线索已立案，请在案件列表中打开。',
    en: 'This lead has its case already. Open it from the list.',
  },
  'decision-dates': {
    status: 422,
    zh: '日期有误：决定不得早于立案或晚于今日，送达不得早于决定。请核对。',
    en: 'The dates do not fit: not decided before the case was opened or after today, not served before decided.',
  },
  'decision-number-taken': {
    status: 409,
    zh: '本案已登记同一文号的处罚决定，请核对文号。',
    en: 'This case already has a decision of that number. Check the number.',
  },
  'already-served': {
    status: 409,
    zh: '该决定已登记送达，无需重复办理。',
    en: 'Service of this decision is on file; nothing more to do.',
  },
} as const satisfies RefusalTexts

const coercing = {
  'basis-unfit': {
    status: 422,
    zh: '所选依据不适用于此项措施或该日期，请从列出的依据中选择。',
    en: 'The basis is for another step or another time. Choose one of those listed.',
  },
  'authority-not-competent': {
    status: 403,
    zh: '按所选依据，本单位无权采取此项措施，请移送有权机关办理。',
    en: 'On this basis your agency may not take the step. Hand it to the body that may.',
  },
  'decision-not-served': {
    status: 409,
    zh: '没收须先有已送达的处罚决定：请登记决定及送达，并填写其文号。',
    en: 'Confiscation needs a served penalty decision: record it and its service, and give its number.',
  },
  'paper-missing': {
    status: 422,
    zh: '缺少依据要求的文书，请上传后再办理。',
    en: 'A paper that the step requires is missing. Attach it.',
  },
  'two-officers': {
    status: 422,
    zh: '须由两名以上持执法证人员实施，请填写第二名持证人员。',
    en: 'Two officers with valid enforcement cards are needed. Name the second one.',
  },
  'forbidden-time': {
    status: 409,
    zh: '夜间和法定节假日（含休息日）不得实施强制执行；确属情况紧急的，请写明理由。',
    en: 'No enforcement at night, on holidays or rest days. In an emergency, state the reason.',
  },
  'times-unfit': {
    status: 422,
    zh: '起止时间有误：不得晚于现在，结束不得早于开始，且不超过24小时。',
    en: 'The times do not fit: not later than now, the end not before the start, within 24 hours.',
  },
  'raw-material-scope': {
    status: 422,
    zh: '只能没收专门用于违法生产的原材料：请写明品名、数量和专用理由，并附证明。',
    en: 'Only raw material used specially for the offence may be taken: state what and how much, and attach the proof.',
  },
  'supply-not-named': {
    status: 422,
    zh: '请先登记本场所的用电户号或水表，并声明不涉及居民生活。',
    en: 'First name the account or meter of the site, and declare that it serves no dwelling.',
  },
  'serves-dwelling': {
    status: 409,
    zh: '居民生活用电、用水不得停断，不能列入处置。',
    en: 'Power or water of dwellings is never cut and cannot be on the card.',
  },
  'supply-elsewhere': {
    status: 422,
    zh: '所选户号不属于本场所，请重新选择。',
    en: 'An account does not belong to this site. Choose again.',
  },
  'power-company-cuts': {
    status: 409,
    zh: '断电由供电企业按书面请求实施：请先“拟办”并附请求，由供电联络员执行。',
    en: 'The power company cuts, on a formal request: prepare the step with the request, its liaison carries it out.',
  },
  'request-missing': {
    status: 409,
    zh: '还没有执法机关的断电请求，不能实施。请联系承办单位先行拟办。',
    en: 'No authority has requested this cut. Ask the agency in charge to prepare it first.',
  },
  'transfer-forbidden': {
    status: 409,
    zh: '淘汰设备不得出售、出租或转让他人使用，请改为依法处置并如实登记去向。',
    en: 'Eliminated equipment may not be sold, leased or handed on. Dispose of it lawfully and state where it went.',
  },
} as const satisfies RefusalTexts

const card = {
  'atom-not-applicable': {
    status: 409,
    zh: '此项不适用于本场所；当地另有要求的，请先登记其文件。',
    en: 'This item does not apply to the site. Where a local order asks for it, record the order first.',
  },
  'atom-applies': {
    status: 409,
    zh: '此项已适用，无需重复登记。',
    en: 'This item applies already; nothing more to do.',
  },
  'not-by-party': {
    status: 422,
    zh: '此项须由机关办理，不能由当事人自行完成。',
    en: 'Only an authority can do this, not the party itself.',
  },
  'evidence-missing': {
    status: 422,
    zh: '缺少现场照片：请按“前、中、后”补齐此状态要求的照片。',
    en: 'Pictures are missing: add those this state requires, before, during and after.',
  },
  'evidence-repeated': {
    status: 422,
    zh: '同一张照片不能既作“前”又作“后”，请分别上传。',
    en: 'One picture cannot show two moments. Add one for each.',
  },
  'atom-whereabouts-missing': { status: 422, zh: '请写明物品去向。', en: 'Say where the thing is now.' },
  'decision-number-missing': { status: 422, zh: '请填写决定或文书文号。', en: 'Give the number of the decision.' },
  'second-person-missing': {
    status: 422,
    zh: '认定“不存在”须有第二人在场，请选择本人以外的在场人员。',
    en: 'That a thing is not there needs a second person. Name somebody other than yourself.',
  },
  'step-prepared': {
    status: 409,
    zh: '此项已有拟办措施，请先实施或撤回。',
    en: 'A step is prepared here already. Do it or withdraw it first.',
  },
  'furnace-not-forbidden': {
    status: 409,
    zh: '只有界定为禁止类的炉才能列入处置，请先完成界定。',
    en: 'Only a furnace judged forbidden goes on the card. Have it judged first.',
  },
  'furnace-on-card': { status: 409, zh: '该炉已在关停卡上。', en: 'This furnace is on the card already.' },
  'furnace-not-on-card': {
    status: 409,
    zh: '本场所还有界定为禁止类的炉未列入关停卡，请先列入。',
    en: 'A furnace of the site judged forbidden is not on the card. Put it there first.',
  },
  'sealing-extended-before': {
    status: 409,
    zh: '查封已延长过一次，不能再延长，请在期限内作出处理。',
    en: 'The sealing was prolonged once before and cannot be again. Decide within the limit.',
  },
  'approver-unfit': {
    status: 422,
    zh: '批准人须为查封机关的其他人员（负责人），请重新选择。',
    en: 'The approver must be another person of the agency that sealed. Choose again.',
  },
  'card-incomplete': {
    status: 409,
    zh: '关停卡尚不完整：有适用项缺少结果或证据，请按清单补齐。',
    en: 'The card is not complete: an item that applies lacks its end state or evidence. See the list of what is missing.',
  },
  'same-person': {
    status: 403,
    zh: '验收须由未参与实施和提交的第二人办理。',
    en: 'Acceptance is for a second person who took no part in the steps and did not hand the card in.',
  },
} as const satisfies RefusalTexts

export const caseRefusals = { ...opening, ...coercing, ...card } as const satisfies RefusalTexts

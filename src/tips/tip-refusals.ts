/** Why something is refused around tips, and what to do. */
import type { RefusalTexts } from '../platform/shared/refusal.ts'

export const tipRefusals = {
  'work-not-done': {
    status: 422,
    zh: '提交前的校验已过期或不正确，请重新提交，内容不会丢失。',
    en: 'The check before sending has expired or is wrong. Send again, your text is kept.',
  },
  'form-early': {
    status: 422,
    zh: '提交得太快，请过几秒钟再按一次，内容不会丢失。',
    en: 'This was sent too fast. Wait some seconds and press again, your text is kept.',
  },
  'form-old': {
    status: 422,
    zh: '表单已经过期或已经用过，请再按一次提交，内容不会丢失。',
    en: 'This form is too old or was used before. Press send again, your text is kept.',
  },
  'code-wrong': {
    status: 401,
    zh: '查询码不正确，请核对后重新输入；每组四位，不含字母 I、L、O、U。',
    en: 'This code is not right. Check it: groups of four, without the letters I, L, O, U.',
  },
  'code-taken': {
    status: 409,
    zh: '此查询码已用于另一件举报，请刷新页面重新提交。',
    en: 'This code already belongs to another report. Reload the page and send again.',
  },
  'envelope-missing': {
    status: 422,
    zh: '身份信封缺失，请刷新页面后重新提交。',
    en: 'The sealed envelope is missing. Reload the page and send again.',
  },
  'place-not-exact': {
    status: 422,
    zh: '请选择到区（市）、镇（街道）或村（社区）。',
    en: 'Choose a district, a township or a village.',
  },
  'extension-spent': {
    status: 409,
    zh: '办理期限只能延长一次，且须规则允许。',
    en: 'The rule lets this limit be extended once, if at all.',
  },
  'extension-too-long': {
    status: 422,
    zh: '延长天数超过规则上限（{{most}} 天），请减少。',
    en: 'The rule gives at most {{most}} days more. Ask for fewer.',
  },
  'suspension-spent': {
    status: 409,
    zh: '本件历次中止合计已满规则允许的 {{most}} 天，不能再中止；确需时间的，请在到期前申请延长。',
    en: 'This tip has stood still for the {{most}} days the rule gives to all suspensions together. Ask for more time before the limit expires instead.',
  },
  'suspension-too-long': {
    status: 422,
    zh: '请填写今天以后的预计恢复日期，且历次中止合计不超过规则允许的天数（最晚 {{last}}）。',
    en: 'Name a day after today on which the limits run on; all suspensions together may last to {{last}} at most.',
  },
  'entry-elsewhere': {
    status: 403,
    zh: '您的单位不登记这一渠道的举报，或者地点不在本辖区：请当即转请市化解办（12345）登记，或者请来电来访人自行在网上举报，不要搁置。',
    en: 'Your body does not enter tips of this channel, or the place lies elsewhere. Pass it to the city office (12345) at once, or let the caller report online. Do not put it aside.',
  },
  'tip-hops-spent': {
    status: 409,
    zh: '退回次数已用完，由市级决定办理单位。',
    en: 'This tip has been given back as often as allowed. The city decides who handles it.',
  },
  'tip-county-involved': {
    status: 409,
    zh: '举报人认为该区（市）有人可能涉及，不能交由该区（市）办理，请交市级部门。',
    en: 'The reporter fears that the county is involved. Charge a body of the city instead.',
  },
  'tip-came-first': {
    status: 409,
    zh: '只能并入更早收到的举报，以便认定第一举报人。',
    en: 'A tip joins an earlier one only, so that the first reporter stays the first.',
  },
  'recheck-must-verify': {
    status: 409,
    zh: '只有“不属实”可以凭复核意见改为无法核实；其他结论要改变，须重新核实。',
    en: 'Only unfounded can be put as not verifiable by a second look. Any other result is changed by verifying anew.',
  },
  'tip-unverified': {
    status: 409,
    zh: '线索尚在核查，结论由核查作出；确属其他单位职责的，可以移交有权单位。',
    en: 'The lead is still being verified and its finding is the result. What another body is competent for can be handed on.',
  },
  'messages-enough': {
    status: 429,
    zh: '这件举报一天内补充的次数已满，请明天再写；已写的都已收到。',
    en: 'No more can be added to this report today. Write again tomorrow; what you wrote before has arrived.',
  },
  'tip-disputed-before': {
    status: 409,
    zh: '同一件举报只能提出一次异议。',
    en: 'A result can be disputed once only.',
  },
  'hand-over-unchecked': {
    status: 409,
    zh: '交办单须由起草人以外的第二人核对后印发。',
    en: 'A hand-over form is checked and issued by somebody other than its author.',
  },
  'clues-unchecked': {
    status: 422,
    zh: '请逐项核对可能暴露举报人的线索，全部确认后再印发。',
    en: 'Check every kind of clue that could give the reporter away, then issue.',
  },
  'clues-left': {
    status: 422,
    zh: '转述中仍有可能暴露举报人的内容，请退回修改。',
    en: 'The paraphrase still holds what could give the reporter away. Have it rewritten.',
  },
  'reward-not-open': {
    status: 409,
    zh: '现在不能领取：奖励尚未开放、已领取或已过期。',
    en: 'The reward cannot be claimed: it is not open, claimed already, or lapsed.',
  },
  'claim-unknown': {
    status: 404,
    zh: '没有这个领奖码，请核对后重新输入。',
    en: 'There is no such claim code. Check it and enter it again.',
  },
  'reward-undecided': {
    status: 409,
    zh: '奖励金额尚未核定，请联系市化解办核定后再答复。',
    en: 'The amount has not been decided yet. Ask the city office to decide it, then answer.',
  },
  'reward-first-only': {
    status: 409,
    zh: '定额奖励只发给最先举报的人，并入的举报不发。',
    en: 'The fixed sum is for the first reporter of a matter. A tip that joined gets none.',
  },
  'reward-level-missing': {
    status: 422,
    zh: '请填写奖励等级和罚没款金额。',
    en: 'Choose the level and enter the fines and confiscations.',
  },
  'case-missing': {
    status: 422,
    zh: '该举报还没有线索立案，不能以本案为由打开身份；其他机关办案需要的，请填写该机关名称和案号。',
    en: 'This tip has led to no lead yet. Hand it over first, or name the other body and the number of its case.',
  },
  'custodian-last': {
    status: 409,
    zh: '这是该单位唯一在用的公钥，不能停用。请先让接任的保管人启用公钥。',
    en: 'This is the only key of its body in use. Bring its successor’s into use first.',
  },
  'key-kind-other': {
    status: 422,
    zh: '本系统现在采用另一种密钥（{{kind}}）。请在本页面重新生成密钥。',
    en: 'This program now seals to keys of another kind ({{kind}}). Make a new key on this page.',
  },
  'custodian-places-taken': {
    status: 409,
    zh: '该单位已有两名保管人，请先结束其中一把密钥。',
    en: 'This body has its two custodians. End one of their keys first.',
  },
  'reward-waits': {
    status: 409,
    zh: '这笔奖励所依据的结果正在复核，复核有结论前不作答复、不发放；请告知领奖人稍后再来。',
    en: 'The result this reward rests on is being looked at again. Answer and pay nothing before that ends; ask the claimant to come again.',
  },
  'plan-missing': {
    status: 409,
    zh: '该区（市）尚未公布举报响应方案，请先公布再打印公示牌。',
    en: 'This county has published no plan for answering reports yet. Publish it, then print the poster.',
  },
  'key-known': {
    status: 409,
    zh: '该公钥已登记过，请重新生成密钥。',
    en: 'This public key is registered already. Make a new one.',
  },
  'half-given': {
    status: 409,
    zh: '本级保管人已处理此申请。',
    en: 'A custodian of your level has answered this request already.',
  },
  'custodian-other-missing': {
    status: 409,
    zh: '另一级没有可以打开这段视频的保管人（申请人本人不能打开），请先补齐保管人或由他人申请。',
    en: 'No custodian of the other level may open this video (nobody opens what he asked for). Name one first, or let somebody else ask.',
  },
  'half-missing': {
    status: 422,
    zh: '仍有信封未处理，请刷新后重新处理全部信封。',
    en: 'Some envelopes are not answered. Reload and answer all of them.',
  },
  'files-enough': {
    status: 409,
    zh: '一件举报可附的照片和视频已达上限，请用文字补充。',
    en: 'This report has as many pictures and videos as allowed. Add the rest in words.',
  },
  'part-misplaced': {
    status: 409,
    zh: '文件的这一段与已收到的接不上，请从已收到的地方继续。',
    en: 'This part does not follow what has arrived. Go on from there.',
  },
  'file-not-whole': {
    status: 409,
    zh: '文件还没有传完，请继续上传。',
    en: 'The file has not arrived whole. Go on sending.',
  },
  'video-not-sealed': {
    status: 409,
    zh: '该地尚未指定身份保管人，视频无法密封，暂不能接收；可以附照片或者用文字说明。',
    en: 'No custodians are named for this place yet, so a video cannot be sealed. Add a picture or say it in words.',
  },
  'file-not-ready': {
    status: 409,
    zh: '照片正在处理，或者无法读取，暂时不能查看。',
    en: 'The picture is being prepared or cannot be read, so it cannot be shown. Look again later.',
  },
  'custodians-changed': {
    status: 409,
    zh: '该地的身份保管人刚刚更换，请再发送一次，内容会封给现在的保管人。',
    en: 'The custodians for this place have just changed. Send again: it is then sealed to those of now.',
  },
  'custodian-halves-left': {
    status: 409,
    zh: '还有半钥只封给这把公钥。请先重新封存，并由接收的保管人核对后再停用；钥匙确已遗失的，登记遗失。',
    en: 'Some halves are sealed to this key alone. Seal them anew and have them checked by whoever receives them; if the key is lost, report it as lost.',
  },
  'custodian-other-level': {
    status: 409,
    zh: '同一个人不能既保管区（市）或第二保管单位的一半，又保管市级的一半。',
    en: 'Nobody keeps a half of the county or second body and one of the city too.',
  },
  'custodians-missing': {
    status: 409,
    zh: '该地尚未指定身份保管人，暂不能留下姓名和联系方式；可不留身份直接举报。',
    en: 'No custodians are named for this place yet, so no name or contact can be left. Report without them.',
  },
} as const satisfies RefusalTexts

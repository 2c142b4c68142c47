/** Reports from outside: intake, handling, rewards. Who reports is protected by the program itself, not by a setting. */
import type { RuleSeed } from '../rule.ts'
import { bi, inferred, programDefault, reported, row, unverified } from './row.ts'

const handan = reported(
  bi('2017年河北省及邯郸市“地条钢”举报办理要求', 'Hebei and Handan rules on ditiaogang reports, 2017'),
  'C',
)
const handanNote = bi(
  '外地做法，在法定期限之内，作默认时限',
  'practice of another place, inside the statutory limits, kept as default',
)
const order20 = bi(
  '《市场监督管理投诉举报处理暂行办法》第31条',
  'Interim Measures for complaints and reports in market regulation (Order 20), art. 31',
)
const lastDayOfOrder20 = '2026-04-14'

const limits: RuleSeed[] = [
  row('limit.tipHandOver', {
    title: bi('举报线索交办', 'Hand-over form of a tip'),
    value: { days: 1, dayKind: 'working' },
    source: handan,
    note: handanNote,
  }),
  row('limit.tipHandling', {
    title: bi('举报核查、办理并反馈', 'Verification, handling and feedback of a tip'),
    value: { days: 10, dayKind: 'working', extension: { days: 10, dayKind: 'working' } },
    source: handan,
    note: handanNote,
  }),
  row('limit.tipVerification', {
    title: bi('举报核查并决定是否立案', 'Verification of a report and decision whether to file'),
    value: { days: 15, dayKind: 'working', extension: { days: 15, dayKind: 'working' } },
    source: reported(order20, 'A'),
    from: '2020-01-01',
    to: lastDayOfOrder20,
  }),
  row('limit.tipVerification', {
    title: bi('举报核查并决定是否立案', 'Verification of a report and decision whether to file'),
    value: { days: 15, dayKind: 'working', extension: { days: 15, dayKind: 'working' } },
    source: inferred(bi('沿用暂行办法期限，作为本系统自行承诺', 'the old figures kept as a promise of our own')),
    from: '2026-04-15',
    note: bi(
      '《投诉举报处理办法》（总局令第121号）自2026年4月15日施行，具体天数未查到，请规则库管理员尽快录入',
      'Order 121 is in force since 15 April 2026; its day counts were not found and are to be entered',
    ),
  }),
  row('limit.tipResultTold', {
    title: bi('告知举报人是否立案', 'Telling the reporter whether a case is filed'),
    value: { days: 5, dayKind: 'working' },
    source: reported(order20, 'A'),
    from: '2020-01-01',
    to: lastDayOfOrder20,
  }),
  row('limit.tipResultTold', {
    title: bi('告知举报人是否立案', 'Telling the reporter whether a case is filed'),
    value: { days: 5, dayKind: 'working' },
    source: inferred(bi('沿用暂行办法期限，作为本系统自行承诺', 'the old figures kept as a promise of our own')),
    from: '2026-04-15',
  }),
  row('awaited.order121', {
    title: bi(
      '录入《投诉举报处理办法》（总局令第121号）的期限',
      'Time limits of Order 121 on complaints and reports, to be entered',
    ),
    value: { keys: ['limit.tipVerification', 'limit.tipResultTold'] },
    source: inferred(
      bi(
        '暂行办法（总局令第20号）至2026年4月14日止，第121号令自次日施行，其具体天数未查到',
        'Order 20 ends on 14 April 2026, Order 121 is in force from the next day; its day counts were not found',
      ),
    ),
    from: '2026-04-15',
  }),
  row('limit.tipPetition', {
    title: bi('信访事项办结', 'Completion of a petition matter'),
    value: { days: 60, dayKind: 'calendar', extension: { days: 30, dayKind: 'calendar' } },
    source: reported(
      bi('《信访条例》第33条、《信访工作条例》第34条', 'Regulations on petitions, art. 33; on petition work, art. 34'),
      'A',
    ),
  }),
  row('limit.tipExtension', {
    title: bi('审批延长举报办理期限的申请', 'Decision on a request for more time for a tip'),
    value: { days: 1, dayKind: 'working' },
    source: programDefault,
  }),
  row('limit.tipRecheck', {
    title: bi('已办结举报的抽查复核', 'Second look at a closed tip that was drawn'),
    value: { days: 10, dayKind: 'working' },
    source: programDefault,
    note: bi('与办理期限一致；自抽出之日起算', 'as long as the handling itself, from the day it is drawn'),
  }),
]

const custodianNote = bi(
  '逾期提醒保管人及其上级；在此之前旧钥匙不停用，身份照常可以依法打开',
  'then the custodian and the superior are reminded; until it is done the old keys stay in use, and identities can be opened as before',
)
const custody: RuleSeed[] = [
  row('limit.halvesSealing', {
    title: bi('保管人变动后重新封存半钥', 'Halves sealed anew after a change of custodians'),
    value: { days: 5, dayKind: 'working' },
    source: programDefault,
    note: custodianNote,
  }),
  row('limit.halvesChecking', {
    title: bi('核对重新封存的半钥', 'Check of halves that were sealed anew'),
    value: { days: 3, dayKind: 'working' },
    source: programDefault,
    note: custodianNote,
  }),
]

const byHand = ['letter', 'visit', 'superior', 'media'] as const
const everyChannel = [...(['phone12345', 'phone12315', 'phone12369'] as const), ...byHand]

const intake: RuleSeed[] = [
  row('tips.work', {
    title: bi('提交举报前由设备完成的计算量', 'Work of the sender’s device before a tip is taken'),
    value: { bits: 14, mostBits: 20, normalPerMinute: 60, goodForMinutes: 120 },
    source: programDefault,
  }),
  row('tips.budget', {
    title: bi('每小时登记的举报件数', 'Tips taken into the register in an hour'),
    value: { perHour: 600 },
    source: programDefault,
    note: bi('超出的留在等候队列，回执照常有效', 'what is beyond waits in a queue, its receipt is good'),
  }),
  row('tips.messages', {
    title: bi('一件举报一天内可以补充的次数', 'What a reporter may add to a report in a day'),
    value: { perDay: 20 },
    source: programDefault,
    note: bi(
      '查询码之下的补充不需要计算，每次都是登记簿的一条记录；超过的，次日再写',
      'adding under a code costs no work, and each is a leaf of the register; what is more is said the next day',
    ),
  }),
  row('tips.plainForm', {
    title: bi('简易表单的有效时间', 'For how long a plain form is good'),
    value: { youngestSeconds: 5, oldestMinutes: 240 },
    source: programDefault,
  }),
  row('tips.entry', {
    title: bi('可以登记来电来信的单位和渠道', 'Who enters calls and letters, by channel'),
    value: {
      clerks: [
        { role: 'cityOffice', functions: [], channels: [...everyChannel] },
        { role: 'countyOffice', functions: [], channels: [...everyChannel] },
        {
          role: 'departmentOfficer',
          functions: ['marketRegulation', 'quality', 'industryCommerce'],
          channels: ['phone12315', ...byHand],
        },
        { role: 'departmentOfficer', functions: ['environment'], channels: ['phone12369', ...byHand] },
        {
          role: 'departmentOfficer',
          functions: ['development', 'economyInformation', 'land', 'workSafety', 'emergency'],
          channels: [...byHand],
        },
      ],
    },
    source: inferred(
      bi(
        '由《市场监督管理投诉举报处理暂行办法》、《环保举报热线工作管理办法》（受理渠道）和常化解办〔2018〕1号第八部分（各部门建立举报机制）推出',
        'follows from the Interim Measures on complaints and reports in market regulation, the Measures on the environmental hotline (who receives), and part 8 of the notice (every department receives reports)',
      ),
    ),
    note: bi(
      '只能登记本辖区内的地点；提交后登记人看不到举报，也看不到同一事项的其他举报',
      'for places of the own area alone; once sent, whoever entered it sees neither the tip nor others of the same matter',
    ),
  }),
  row('tips.files', {
    title: bi('举报附带的照片和视频', 'Pictures and videos of a report'),
    value: {
      most: 9,
      photoMegabytes: 20,
      videoMegabytes: 100,
      readingMegabytes: 3,
      tidyDays: 7,
      keepFreeMegabytes: 1024,
    },
    source: inferred(bi('本系统自行规定', 'a rule of our own')),
    note: bi(
      '未传完的，七日后清理；磁盘留出一千兆字节，保证不带文件的举报随时能收到',
      'what did not arrive whole goes after seven days; a gigabyte stays free, so that reports without files are always received',
    ),
  }),
  row('tips.originals', {
    title: bi('照片和视频密封原件的保存期限', 'How long sealed originals of pictures and videos are kept'),
    value: { keepDays: 180 },
    source: unverified(
      bi(
        '《个人信息保护法》第十九条，天数待核',
        'Personal Information Protection Law, art. 19; the days to be checked',
      ),
    ),
    note: bi(
      '自举报最后一步起算；未办结、待复核、未结案、待领奖、待打开的一律不删。法律没有规定天数，暂按半年',
      'from the last step of the tip; never while it, its second look, case, reward or an opening is open. No law names the days: half a year for now',
    ),
  }),
]

const handling: RuleSeed[] = [
  row('tips.suspension', {
    title: bi('检验、检测、鉴定期间的中止计时', 'How long limits of a tip may stand still while something is tested'),
    value: { limits: ['limit.tipHandling', 'limit.tipVerification'], days: 30, dayKind: 'working' },
    source: unverified(
      bi(
        '《市场监督管理投诉举报处理暂行办法》第31条：检测、检验、检疫、鉴定时间不计入；天数待核',
        'Interim Measures (Order 20), art. 31: tests and appraisals are not counted; the days to be checked',
      ),
    ),
    note: bi(
      '同一办理过程历次中止合计；到期自行恢复计时；天数以查实的规定为准',
      'all suspensions of one handling together; then the limits run on by themselves; the days are those of the text once it is checked',
    ),
  }),
  row('tips.petition', {
    title: bi('同时按信访事项计算期限的举报渠道', 'Channels whose reports have the limit of petition matters too'),
    value: { channels: ['letter', 'visit', 'superior'] },
    source: inferred(
      bi(
        '由《信访工作条例》第十七条（信访形式）推出',
        'follows from the Regulations on petition work, art. 17 (forms of petitions)',
      ),
    ),
    note: bi(
      '来信、来访和上级转送；由使用单位与信访部门核对',
      'letters, visits and what a superior body passes on; to be checked with the petition office',
    ),
  }),
  row('tips.hops', {
    title: bi('举报退回次数上限', 'How often a tip may be given back'),
    value: { most: 2 },
    source: programDefault,
    note: bi('用尽后由市级决定办理单位', 'after that the city decides who handles it'),
  }),
  row('tips.recheck', {
    title: bi('已办结举报的抽查比例', 'Share of closed tips looked at again'),
    value: { sampleShare: 0.1, everyMonthAtLeast: 1 },
    source: programDefault,
  }),
  row('tips.secondBody', {
    title: bi('县级可能涉及时的第二保管单位', 'Second custodian where the county may be involved'),
    value: { name: bi('市纪检监察机关', 'discipline inspection and supervision body of the city') },
    source: programDefault,
  }),
]

const rewards: RuleSeed[] = [
  row('reward.byPenalty', {
    title: bi('市场监管领域重大违法行为举报奖励', 'Reward for reports of grave offences in market regulation'),
    value: {
      levels: [
        {
          level: 1,
          share: 0.05,
          leastYuan: 5000,
          criteria: bi(
            '有详细事实和直接证据，与查证情况完全一致，情节特别严重或涉嫌犯罪',
            'detailed facts, direct evidence, full match, especially grave or criminal',
          ),
        },
        {
          level: 2,
          share: 0.03,
          leastYuan: 3000,
          criteria: bi('有事实和直接证据，与查证情况完全一致', 'facts, direct evidence, full match'),
        },
        {
          level: 3,
          share: 0.01,
          leastYuan: 1000,
          criteria: bi('有基本事实和相关证据，与查证情况基本一致', 'basic facts, related evidence, basic match'),
        },
      ],
      mostYuan: 1_000_000,
      financeDecidesFromYuan: 500_000,
      claimWithinDays: 60,
      excluded: [
        bi('国家机关工作人员', 'staff of state bodies'),
        bi('负有法定报告义务的人', 'persons with a legal duty to report'),
        bi('被侵权人及其代理人、利害关系人', 'victims, their agents and parties concerned'),
        bi('违法行为人（内部知情人除外）', 'offenders, insiders excepted'),
        bi('受竞争者雇用的人', 'persons paid by competitors'),
      ],
    },
    source: reported(
      bi(
        '《市场监管领域重大违法行为举报奖励暂行办法》（2021）',
        'Interim Measures for rewards for reports of grave offences in market regulation, 2021',
      ),
      'C',
    ),
    from: '2021-12-01',
    note: bi('领取期限60天为安徽2018年做法', 'the 60 days to claim are practice of Anhui, 2018'),
  }),
  row('reward.fixed', {
    title: bi('地方举报奖励（定额）', 'Local reward of a fixed sum'),
    value: { yuan: 20_000, firstReporterOnly: true, claimWithinDays: 60 },
    source: reported(
      bi('丰润2021年、安徽2018年“地条钢”举报奖励公告', 'Fengrun 2021 and Anhui 2018 notices on rewards'),
      'C',
    ),
    note: bi('外地做法，由本地公布后修改', 'practice of other places, to be changed when the city publishes its own'),
  }),
]

export const tipRules: RuleSeed[] = [...limits, ...custody, ...intake, ...handling, ...rewards]

/** Example notices for tests and the demo city: facts of 2018, in our own words. */
import type { NoticeDraft } from './notice.ts'

/** A notice that orders a full sweep with a written report by 15 March 2018. */
export const exampleDraft = (issuerAgencyId: string, addressees: NoticeDraft['addressees']): NoticeDraft => ({
  issuerAgencyId,
  title: '关于开展防范“地条钢”死灰复燃排查工作的通知',
  paragraphs: [
    {
      heading: '明确责任',
      text: '县级政府负总责，确定分管负责人，制定工作方案，把责任落实到镇（街道）和村（社区）的具体人员。',
    },
    {
      heading: '开展全覆盖排查',
      text: '对辖区内每个村（社区）和每处重点场所进行排查，逐一登记，未到的场所不得记为无问题。',
    },
    {
      heading: '严格界定处置',
      text: '对感应炉逐台界定，属于禁止类的依法处置，证据留存；按规定标准完成五个方面的彻底清除。',
    },
    { heading: '按期报送', text: '2018年3月15日前完成自查，报送书面报告。' },
  ],
  demands: [
    {
      paragraph: 1,
      title: '报送工作方案和部门分工',
      product: 'workPlan',
      of: 'areas',
      dueOn: null,
      days: 10,
      dayKind: 'working',
    },
    {
      paragraph: 2,
      title: '完成全覆盖排查',
      product: 'sweep',
      of: 'areas',
      dueOn: '2018-03-15',
      days: null,
      dayKind: 'calendar',
    },
    {
      paragraph: 4,
      title: '报送自查排查书面报告',
      product: 'selfCheckReport',
      of: 'areas',
      dueOn: '2018-03-15',
      days: null,
      dayKind: 'calendar',
    },
  ],
  addressees,
  addresseeLevels: [],
  receiptDays: null,
  superiorNoticeId: null,
  superiorNumber: '苏化解办〔2018〕4号',
  supersedesId: null,
  fileId: null,
})

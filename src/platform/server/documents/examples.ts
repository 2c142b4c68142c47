/** A self-check report of a county that does not exist, with everything an official document may hold. */
import type { OfficialDocumentInput } from '../../shared/official-document.ts'

/** Text as an outsider may type it: a spreadsheet formula, and every character that means something to a typesetter. */
export const hostileName = `=cmd|' /C calc'!A1 #let x = 1 $y$ @z *b* _i_ \\n <tag> & "q" [k] \`c\` // ~ {}`

const townships = [
  ['青石镇', '14', '14', '0', '—'],
  ['柳桥镇', '17', '17', '0', '—'],
  ['白沙乡', '11', '9', '1', '2个村尚未巡查，3月12日前完成'],
  ['东湖街道', '8', '8', '0', '—'],
  ['北岗街道', '9', '8', '0', '1个社区未上报，未知'],
  ['河口镇', '16', '16', '1', '—'],
]

const furnaceRows = [
  ['1', '演示铸造一厂', '中频炉', '2.0', '允许使用', '有工序、有产品合同'],
  ['2', '演示塑业公司', '中频炉', '1.5', '禁止使用', '无熔炼许可，夜间用电异常'],
  ['3', hostileName, '中频炉', '未知', '待专家界定', '原料来源未能查实'],
]

export const selfCheckReport: OfficialDocumentInput = {
  issuer: '江东演示县人民政府文件',
  kind: 'report',
  number: '江演政报〔2018〕3号',
  urgency: '特急',
  signatory: '演示甲',
  title: '江东演示县人民政府关于防范“地条钢”\n死灰复燃工作自查情况的报告',
  recipients: ['演示市化解过剩产能工作领导小组办公室'],
  body: [
    {
      type: 'paragraph',
      text: '根据市化解办通知要求，我县对辖区内可能生产“地条钢”的场所、设备和用电情况开展了全覆盖排查，现将自查情况报告如下。',
    },
    { type: 'heading', level: 1, text: '组织领导和责任落实情况' },
    { type: 'heading', level: 2, text: '健全网格责任' },
    {
      type: 'paragraph',
      text: '全县设县、乡镇（街道）、村（社区）三级网格，共75个村（社区），应设网格员75人，实有73人，空岗2人，已列入盲区清单限期补齐。网格长、网格员均已签收通知并签订责任书，名单在县政府网站公开，接受群众监督。\n各有关部门按照职责分工建立联合执法机制，每次现场检查由两名以上持证执法人员进行，检查依据、过程和结果全程留痕。',
    },
    { type: 'heading', level: 2, text: '排查覆盖情况' },
    { type: 'paragraph', text: '截至报告之日，各乡镇（街道）排查进度见表1。未巡查的村不计入“未发现问题”。' },
    {
      type: 'table',
      caption: '表1　各乡镇（街道）排查进度',
      unit: '个',
      columns: [
        { title: '乡镇（街道）', width: 2.4 },
        { title: '应查村（社区）', width: 2, align: 'right' },
        { title: '已查', width: 1.2, align: 'right' },
        { title: '发现线索', width: 1.5, align: 'right' },
        { title: '说明', width: 4, align: 'left' },
      ],
      rows: townships,
    },
    { type: 'heading', level: 1, text: '中频炉界定和“五个彻底”落实情况' },
    { type: 'heading', level: 3, text: '界定结果' },
    { type: 'paragraph', text: '共登记中频炉3台，按工艺、设备、原料、产品逐台界定，结果见表2。' },
    {
      type: 'table',
      caption: '表2　中频炉逐台界定结果',
      unit: '吨',
      columns: [
        { title: '序号', width: 1.3 },
        { title: '企业', width: 4, align: 'left' },
        { title: '炉型', width: 1.6 },
        { title: '吨位', width: 1.2, align: 'right' },
        { title: '界定', width: 2 },
        { title: '理由', width: 4, align: 'left' },
      ],
      rows: furnaceRows,
    },
    { type: 'heading', level: 4, text: '处置进展' },
    {
      type: 'paragraph',
      text: '对界定为禁止使用的1台中频炉，已立案并送达处罚决定，炉体、变压器、除尘罩拆除销毁，证据齐全；其供电设施由供电企业依法处理。',
    },
    { type: 'heading', level: 1, text: '薄弱环节和下一步措施' },
    {
      type: 'paragraph',
      text: '白沙乡、北岗街道排查进度滞后，由县化解办跟踪督办；用电监测户中有2户数据中断，状态为未知，由供电企业于3月20日前恢复采集。',
    },
  ],
  figuresAsOf: '2018-03-14T17:30:00+08:00',
  closing: '特此报告。',
  attachments: [
    { title: '江东演示县网格责任人名单' },
    {
      title: '江东演示县中频炉登记表',
      body: [
        {
          type: 'table',
          columns: [
            { title: '序号', width: 1 },
            { title: '企业', width: 4, align: 'left' },
            { title: '吨位', width: 2, align: 'right' },
          ],
          rows: furnaceRows.map(([number = '', firm = '', , tonnes = '']) => [number, firm, tonnes]),
        },
      ],
    },
  ],
  signature: { agency: '江东演示县人民政府', date: '2018-03-15' },
  copyTo: ['演示市经济和信息化委员会', '演示市质量技术监督局', '演示市环境保护局', '演示市供电公司'],
  print: { agency: '江东演示县人民政府办公室', date: '2018-03-15' },
  demoMark: '演示数据',
}

/** The same before a number is allocated. */
export const selfCheckDraft: OfficialDocumentInput = { ...selfCheckReport, number: null, signatory: undefined }

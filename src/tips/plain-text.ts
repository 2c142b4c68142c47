/** Words of the plain form, for any browser; most of what it says stands in report-text.ts and mine-text.ts. */
import { defineText } from '../platform/shared/text.ts'

export const plainText = defineText(
  {
    title: '举报“地条钢”（简易表单）',
    'seen.title': '请先知道',
    seen: '这个简易表单不在您的设备上加密：提交时，服务器会在内存中短暂看到您写的全部内容，随即把姓名、联系方式和密封内容加密，然后才写入。如果您的浏览器能用完整页面，请用完整页面，内容在您的设备上就已加密。',
    noFiles:
      '简易表单不能附照片和视频：照片要先在您的设备上去掉拍摄地点等信息并加密，这要用完整页面。提交以后，可以在完整页面用查询码补充。',
    full: '打开完整页面',
    claim: '请在完整页面凭查询码申领。',
    place: '第一步：在什么地方',
    'place.next': '查找',
    'place.other': '换一个地方',
    'place.choose': '请选择',
    form: '第二步：写下您看到的情况',
    send: '提交举报',
    typed: '把查询码照抄一遍，确认没有抄错',
    'typed.open': '核对并查看进展',
    fresh: '请不要刷新或后退，抄好查询码再离开。',
    more: '请改正后再提交：{{problem}}',
    sealed: '以下内容会加密保存。',
    again: '填写其他查询码',
    missing: '请选择地方和情况。',
  },
  {
    title: 'Report ditiaogang (plain form)',
    'seen.title': 'Know this first',
    seen: 'This plain form does not encrypt on your device. When you send it, the server sees all of it in memory for a moment, seals name, contact and private words at once, and only then writes anything. If your browser can show the full page, use that: there it is sealed on your device.',
    noFiles:
      'This plain form takes no pictures and no videos: place and the like are taken out and the original sealed on your device first, which needs the full page. Once you have a code you can add them there.',
    full: 'Open the full page',
    claim: 'Claim it on the full page with your code.',
    place: 'First: where is it',
    'place.next': 'Find',
    'place.other': 'Another place',
    'place.choose': 'Choose one',
    form: 'Second: what did you see',
    send: 'Send the report',
    typed: 'Type the code once, to be sure that it was copied right',
    'typed.open': 'Check it and see the state',
    fresh: 'Do not reload or go back. Copy the code before you leave.',
    more: 'Correct this and send again: {{problem}}',
    sealed: 'What follows is sealed.',
    again: 'Enter another code',
    missing: 'Choose a place and what it is.',
  },
)

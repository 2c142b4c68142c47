/** Words about pictures and videos which the reporting pages need before any is picked. */
import { defineText } from '../platform/shared/text.ts'

/** Size as it is read: `1.25`. */
export const megabytes = (octets: number): string => Math.max(0.01, octets / 1_048_576).toFixed(2)

export const fileText = defineText(
  {
    title: '照片和视频',
    later: '抄好查询码以后，可以在这里添加照片和视频。',
    help: '照片上的拍摄地点、时间和手机型号在您的手机上就会去掉，发送前可以裁剪、遮盖。原件加密后一起发送，只有两级保管人同时同意才能打开。视频整个加密。',
    pick: '添加照片或视频',
    loading: '正在打开…',
    failed: '没有打开，请检查网络后再试。',
    photo: '照片',
    video: '视频',
    size: '{{size}} 兆字节',
    'state.arriving': '还没有传完。请在原来的页面继续；页面已经关闭的，请重新添加。',
    'state.preparing': '已收到，正在处理，处理完才能被查看。',
    'state.ready': '已收到，办理人员可以查看处理过的照片。',
    'state.sealed': '已收到，密封保存。',
    'state.unreadable': '已收到，但不是能读取的照片。原件仍然密封保存。',
    'state.notWhole': '没有传完，已经清理。需要的请重新添加。',
    removed: '密封原件保存期限已到，已经删除。',
    received: '已收到，回执已写入回执文件。',
    digest: '收到内容的校验值（SHA-256）：{{digest}}',
    'digest.sealed': '密封原件的校验值（SHA-256）：{{digest}}',
  },
  {
    title: 'Pictures and videos',
    later: 'Once the code is copied, pictures and videos can be added here.',
    help: 'Place, time and kind of phone are taken out of a picture on your phone, and you can crop it or cover parts before it is sent. The original goes along sealed; only custodians of two levels together can open it. A video is sealed whole.',
    pick: 'Add a picture or a video',
    loading: 'Opening…',
    failed: 'It did not open. Check the network and try again.',
    photo: 'Picture',
    video: 'Video',
    size: '{{size}} MB',
    'state.arriving': 'Not arrived whole yet. Go on in the page where it began; if that is closed, add it again.',
    'state.preparing': 'Received and being prepared. Nobody sees it before.',
    'state.ready': 'Received. The office can see the prepared picture.',
    'state.sealed': 'Received and kept sealed.',
    'state.unreadable': 'Received, but it is no picture that can be read. The original stays sealed.',
    'state.notWhole': 'It did not arrive whole and was taken away. Add it again if it matters.',
    removed: 'The sealed original has been deleted: the time for keeping it is over.',
    received: 'Received. The receipt is in the receipt file.',
    digest: 'Digest of what was received (SHA-256): {{digest}}',
    'digest.sealed': 'Digest of the sealed original (SHA-256): {{digest}}',
  },
)

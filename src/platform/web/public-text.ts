/** Words around the public pages. */
import { defineText } from '../shared/text.ts'

export const publicText = defineText(
  {
    product: '钢哨',
    productLine: '防范“地条钢”死灰复燃 公众页面',
    skip: '跳到正文',
    menu: '页面',
    officials: '工作人员登录',
    urgent: '遇到危及人身安全的紧急情况，请先拨打 110 或 119。',
    notFound: '没有找到此页',
    notFoundHelp: '地址可能有误，或此页尚未开放。请从首页重新进入。',
    demonstration: '演示数据：除行政区划外，人员、企业和线索均为虚构。',
  },
  {
    product: 'Gangshao',
    productLine: 'Against the return of ditiaogang: public pages',
    skip: 'Skip to content',
    menu: 'Pages',
    officials: 'Sign-in for officials',
    urgent: 'If someone is in danger, first call 110 or 119.',
    notFound: 'There is no such page',
    notFoundHelp: 'The address may be wrong, or this page is not open yet. Start again from the first page.',
    demonstration: 'Demonstration data: except for the divisions, people, firms and leads are invented.',
  },
)

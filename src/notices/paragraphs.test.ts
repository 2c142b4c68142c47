import { expect, test } from 'vitest'
import { splitParagraphs } from './paragraphs.ts'

test('the parts of a text are those under its headings of the first level', () => {
  const text = `各辖市、区：
为做好工作，现通知如下：
一、明确责任
县级政府负总责。
确定分管负责人。
二、开展排查。对每个村逐一排查。
十一、按期报送
三月十五日前报送。`
  expect(splitParagraphs(text)).toEqual([
    { heading: '明确责任', text: '县级政府负总责。\n确定分管负责人。' },
    { heading: '开展排查', text: '对每个村逐一排查。' },
    { heading: '按期报送', text: '三月十五日前报送。' },
  ])
})

test('an order in one sentence is a part of its own and is not lost', () => {
  expect(splitParagraphs('一、立即停产。\n二、\n三、于2018.3.15前报送3.5万吨产能清单。附表另发。')).toEqual([
    { heading: '立即停产', text: '立即停产' },
    { heading: '于2018.3.15前报送3.5万吨产能清单', text: '附表另发。' },
  ])
})

test('a heading too long for one goes on in its text, and a number inside a line begins no part', () => {
  const long = '各'.repeat(45)
  expect(splitParagraphs(`一、${long}\n按照前述一、二两项办理。`)).toEqual([
    { heading: '各'.repeat(40), text: `${'各'.repeat(5)}\n按照前述一、二两项办理。` },
  ])
})

test('a text without headings is split by its lines', () => {
  expect(splitParagraphs('请各单位加强巡查，发现情况及时上报。\n\n请按期报送。')).toEqual([
    { heading: '请各单位加强巡查', text: '请各单位加强巡查，发现情况及时上报。' },
    { heading: '请按期报送', text: '请按期报送。' },
  ])
  expect(splitParagraphs(' \n')).toEqual([])
})

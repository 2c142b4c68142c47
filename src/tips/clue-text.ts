/** Words of the check list against which a paraphrase is held before it leaves the office. */
import { defineText } from '../platform/shared/text.ts'

export const clueText = defineText(
  {
    'clue.reportersWords': '举报人原话',
    'clue.reportersWordsHelp': '没有照抄举报人的句子。写法本身就能认出人。',
    'clue.person': '人名、称呼',
    'clue.personHelp': '没有举报人、证人或者邻居的姓名和称呼。',
    'clue.phone': '电话号码',
    'clue.phoneHelp': '没有任何电话、微信号和车牌。',
    'clue.exactTime': '准确时间',
    'clue.exactTimeHelp': '没有只有在场的人才知道的时刻，改写成“近期”“夜间”。',
    'clue.vantage': '观察位置',
    'clue.vantageHelp': '看不出是从哪家、哪个窗口或者哪条路上看到的。',
    'clue.relation': '与被反映单位的关系',
    'clue.relationHelp': '看不出举报人是员工、邻居、亲戚、房东还是客户。',
    'clue.onlyFewKnow': '只有少数人知道的事',
    'clue.onlyFewKnowHelp': '没有只有少数几个人知道的细节。机器认不出，须由人判断。',
  },
  {
    'clue.reportersWords': 'The reporter’s words',
    'clue.reportersWordsHelp': 'No sentence is copied. Style alone can give a person away.',
    'clue.person': 'Names and titles',
    'clue.personHelp': 'No name or title of the reporter, a witness or a neighbour.',
    'clue.phone': 'Phone numbers',
    'clue.phoneHelp': 'No phone number, messenger name or number plate.',
    'clue.exactTime': 'Exact times',
    'clue.exactTimeHelp': 'No moment that only those present know: write “recently”, “at night”.',
    'clue.vantage': 'Point of view',
    'clue.vantageHelp': 'It does not show from which house, window or road it was seen.',
    'clue.relation': 'Relation to the firm',
    'clue.relationHelp': 'It does not show whether the reporter is staff, neighbour, kin, landlord or customer.',
    'clue.onlyFewKnow': 'What only a few know',
    'clue.onlyFewKnowHelp': 'No detail that only a handful know. The machine cannot tell; you judge.',
  },
)

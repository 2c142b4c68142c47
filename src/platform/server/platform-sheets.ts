/** The platform's own lists as spreadsheets. What a time limit demands and what an event is called the modules say, and apps give. */
import { markText } from '../shared/mark-text.ts'
import { channelWords, messageTitle } from '../shared/message.ts'
import { platformContract } from '../shared/platform-contract.ts'
import { sheet, when, wordsOf } from '../shared/sheet.ts'
import type { Bilingual } from '../shared/text.ts'

const m = wordsOf(markText)

const place: Bilingual = { zh: '地点', en: 'Place' }

type Words = Readonly<Record<string, Bilingual>>

export const platformSheets = ({ limitWords, eventWords }: { limitWords: Words; eventWords: Words }) => ({
  listAudit: sheet(platformContract.listAudit, { zh: '审计日志', en: 'Audit log' }, [
    [{ zh: '序号', en: 'Number' }, (row) => row.id],
    [{ zh: '时间', en: 'At' }, (row) => when(row.at)],
    [{ zh: '事件', en: 'Event' }, (row) => eventWords[row.kind] ?? row.kind],
    // the kind as it is sealed too, so that a row can be compared with the chain
    [{ zh: '事件代码', en: 'Kind as sealed' }, (row) => row.kind],
    [{ zh: '操作人', en: 'Who' }, (row) => row.actorName ?? { zh: '程序', en: 'the program' }],
    [{ zh: '对象类别', en: 'Kind of record' }, (row) => row.subjectKind],
    [{ zh: '对象', en: 'Record' }, (row) => row.subjectId],
    [{ zh: '原状态', en: 'From' }, (row) => row.fromStatus],
    [{ zh: '新状态', en: 'To' }, (row) => row.toStatus],
    [{ zh: '变更内容', en: 'Changed' }, (row) => JSON.stringify(row.changed)],
    [
      { zh: '封存', en: 'Sealed' },
      (row) => (row.sealed ? { zh: '已封存', en: 'sealed' } : { zh: '待封存', en: 'not yet' }),
    ],
  ]),
  listDueLimits: sheet(
    platformContract.listDueLimits,
    { zh: '时限清单', en: 'Time limits' },
    [
      [{ zh: '事项', en: 'Matter' }, (row) => limitWords[row.kind] ?? row.kind],
      [{ zh: '事由', en: 'About' }, (row) => row.title],
      [place, (row) => row.areaName],
      [{ zh: '状态', en: 'Status' }, (row) => m(`status.${row.status}`)],
      [{ zh: '截止', en: 'Due' }, (row) => row.dueOn],
      [{ zh: '开始', en: 'Started' }, (row) => row.startedOn],
    ],
    {
      confined: true,
      traced: ({ subjectKind, subjectId }) => (subjectKind === 'tip' ? { subject: 'tip', id: subjectId } : null),
    },
  ),
  listUndelivered: sheet(platformContract.listUndelivered, { zh: '站外提醒未送达', en: 'Messages not delivered' }, [
    [{ zh: '人员', en: 'Person' }, (row) => row.officialName],
    [{ zh: '方式', en: 'Channel' }, (row) => channelWords[row.channel]],
    [{ zh: '编号', en: 'Number' }, messageTitle],
    [{ zh: '原因', en: 'Reason' }, (row) => row.failure ?? { zh: '没有登记联系方式', en: 'no address' }],
    [{ zh: '尝试次数', en: 'Attempts' }, (row) => row.attempts],
    [{ zh: '时间', en: 'At' }, (row) => when(row.endedAt)],
  ]),
})

/** A case of the demo city that went to its end: the penalty, what the firm tore down itself, and the card that a second person accepts. */
import { casesContract } from '../../cases/contract.ts'
import type { Question } from '../../platform/shared/address.ts'
import { platformContract } from '../../platform/shared/platform-contract.ts'
import type { Hands } from './hands.ts'
import { type Counties, demoPaper } from './history.ts'
import { demoPicture } from './restart-story.ts'

const decisionNumber = (on: string): string => `溧市监罚〔${on.slice(0, 4)}〕示范1号`

/** The parties of a case: who keeps its file, the second officer, the agency of both, and the county that accepts. */
export type CaseDesk = { id: string; first: string; second: string; agencyId: string; county: Counties[number] }

export async function punish(hands: Hands, { id, first, agencyId, county }: CaseDesk, on: string): Promise<void> {
  const paper = await demoPaper('行政处罚决定书及送达回证', '本件为示范数据。')
  const fileId = await hands.upload(first, county.area.id, 'document', '处罚决定书.pdf', paper)
  const { id: decisionId } = await hands.ok(first, casesContract.recordDecision, {
    id,
    agencyId,
    number: decisionNumber(on),
    law: '产品质量法',
    article: '第四十九条',
    decidedOn: on,
    fileId,
  })
  const service = { servedOn: on, servedHow: 'inPerson' as const, fileId }
  await hands.ok(first, casesContract.serveDecision, { id, decisionId, ...service })
}

type Step = Pick<Question<typeof casesContract.takeStep>, 'move' | 'byParty' | 'documents' | 'whereabouts'>

/** The furnaces were destroyed by the firm's own hand and went into a steel works; of the rest nothing is there any more. */
export async function closeCard(hands: Hands, desk: CaseDesk, on: string): Promise<void> {
  const { id, first, second, agencyId, county } = desk
  const upload = async (words: string) =>
    hands.upload(first, county.area.id, 'evidence', `${words}.jpg`, await demoPicture(words))
  const evidence = {
    before: [await upload('拆除前')],
    during: [await upload('拆除中')],
    after: [await upload('拆除后')],
  }
  const paper = await demoPaper('自行拆除说明', '本件为示范数据。')
  const fileId = await hands.upload(first, county.area.id, 'document', '自行拆除说明.pdf', paper)
  const { officialId } = await hands.ok(second, platformContract.getMe, {})
  const take = (atomId: string, step: Step) =>
    hands.ok(first, casesContract.takeStep, {
      id,
      atomId,
      agencyId,
      evidence,
      decisionNumber: decisionNumber(on),
      secondOfficialId: officialId,
      startedAt: `${on}T00:40:00Z`,
      endedAt: `${on}T01:20:00Z`,
      ...step,
    })
  const { atomViews } = await hands.ok(first, casesContract.getCase, { id })
  for (const { id: atomId, atom, furnaceId } of atomViews.filter(({ applies }) => applies)) {
    if (furnaceId !== null) {
      await take(atomId, { move: 'findIntact' })
      await take(atomId, { move: 'destroy', byParty: true, documents: [{ kind: 'partyStatement', fileId }] })
    } else if (atom === 'disposal')
      await take(atomId, { move: 'destroy', whereabouts: { kind: 'smelter', words: '送本市钢厂回炉（示范）' } })
    else await take(atomId, { move: 'findNotPresent' })
  }
  await hands.ok(first, casesContract.submitClosure, { id })
  await hands.ok(county.userName, casesContract.acceptClosure, { id, note: '逐项核对，属实（示范）' })
}

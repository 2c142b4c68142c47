/** Gathers what a report says of a county at one instant, and seals it with a digest. */
import { getArea } from '../areas/store.ts'
import { type EvidenceRule, neededEvidence } from '../cases/atom.ts'
import { type StandardRule, situationOfItem } from '../cases/closure-card.ts'
import type { Context } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { sha256Hex } from '../platform/server/digest.ts'
import { isDemonstration } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { canonicalJson } from '../platform/shared/canonical-json.ts'
import { listRules } from '../rulebook/store.ts'
import type { NoticeItem } from '../rulebook/values.ts'
import { addFigures, type FigureCounts, noFigures } from './figure.ts'
import { type ChildArea, countFigures, findSweepFor, listChildAreas } from './figure-store.ts'
import { type PostFigure, type ReportFigures, reportFigures } from './figures.ts'
import type { Gathered, ReportTask } from './report-store.ts'
import {
  type CaseWithAtoms,
  countChecks,
  countPosts,
  listCases,
  listUnvisited,
  type PostsOf,
  type RequiredPost,
} from './snapshot-store.ts'

/** The SHA-256 of the figures over canonical JSON: the same figures give the same digest, whatever the order of their keys. */
export const digestOf = (figures: ReportFigures): string => sha256Hex(canonicalJson(figures))

/** The figures of now, in the order a report tells them. */
export async function gatherFigures(
  { db, now }: Context,
  task: Omit<ReportTask, 'product' | 'status'>,
  agencyName: string,
): Promise<Gathered> {
  const day = dateInChina(now)
  const area = await getArea(db, task.areaId, day)
  const sweep = await findSweepFor(db, area.path, undefined, undefined)
  const children = await listChildAreas(db, area.id, day)
  const counted = await countFigures(db, { path: area.path, day, noticeId: task.noticeId, sweepId: sweep?.id ?? null })
  const posts = await countPosts(db, area.path, await requiredPosts(db, day), day)
  const unvisited = {
    villages: sweep ? await listUnvisited(db, area.path, sweep.id, 'village', day) : [],
    sites: sweep ? await listUnvisited(db, area.path, sweep.id, 'site', day) : [],
  }
  const figures = reportFigures.parse({
    edition: 1,
    area: { id: area.id, name: area.name },
    day,
    asOf: now.toISOString(),
    demonstration: await isDemonstration(db),
    notice: { number: task.noticeNumber, title: task.noticeTitle, issuerName: task.issuerName, dueOn: task.dueOn },
    agencyName,
    posts: byPost(posts),
    sweep: sweep && { name: sweep.name, startsOn: sweep.startsOn, dueOn: sweep.dueOn },
    total: [...counted.values()].reduce(addFigures, noFigures(sweep !== null)),
    townships: children.map((child) => township(child, counted, posts, sweep !== null)),
    ...(sweep ? await countChecks(db, area.path, sweep.startsOn) : { visits: 0, observations: 0 }),
    unvisited,
    cases: await rollUpCases(db, await listCases(db, area.path)),
  } satisfies ReportFigures)
  return { snapshot: figures, digest: digestOf(figures) }
}

/** Posts that the rulebook asks of every area of a level below the city. */
async function requiredPosts(db: Db, day: string): Promise<RequiredPost[]> {
  const rules = await listRules(db, 'post', day)
  return rules.flatMap(({ value: { level, post, per, required } }) =>
    per === 'area' && level !== 'city' && required > 0 ? [{ level, post, required }] : [],
  )
}

function byPost(rows: readonly PostsOf[]): PostFigure[] {
  const sums = new Map<string, PostFigure>()
  for (const { level, post, required, filled } of rows) {
    const known = sums.get(`${level}.${post}`) ?? { level, post, required: 0, filled: 0 }
    sums.set(`${level}.${post}`, { ...known, required: known.required + required, filled: known.filled + filled })
  }
  return [...sums.values()]
}

function township(
  child: ChildArea,
  counted: Map<number | null, FigureCounts>,
  posts: readonly PostsOf[],
  swept: boolean,
) {
  const own = posts.filter((post) => post.townshipId === child.id)
  return {
    areaId: child.id,
    name: child.name,
    required: own.reduce((sum, post) => sum + post.required, 0),
    filled: own.reduce((sum, post) => sum + post.filled, 0),
    figures: counted.get(child.id) ?? noFigures(swept),
  }
}

/** The notice's five for every case, by the standards of the day on which its card was opened. */
async function rollUpCases(db: Db, cases: readonly CaseWithAtoms[]): Promise<ReportFigures['cases']> {
  const standards = new Map<string, StandardRule[]>()
  const evidence = new Map<string, EvidenceRule[]>()
  for (const day of new Set(cases.map((one) => one.rulesOn))) {
    standards.set(
      day,
      (await listRules(db, 'closure.standard', day)).map((rule) => rule.value),
    )
    evidence.set(
      day,
      (await listRules(db, 'closure.evidence', day)).map((rule) => rule.value),
    )
  }
  return cases.map(({ number, siteName, status, rulesOn, atoms }) => {
    const pictures = evidence.get(rulesOn) ?? []
    const cards = atoms.map((atom) => ({
      ...atom,
      needs: atom.last ? neededEvidence(atom.last.toState, pictures) : [],
    }))
    const situation = (item: NoticeItem) => situationOfItem(item, cards, standards.get(rulesOn) ?? [])
    return {
      number,
      siteName,
      status,
      items: {
        cutPowerAndWater: situation('cutPowerAndWater'),
        destroyEquipment: situation('destroyEquipment'),
        clearWorkshop: situation('clearWorkshop'),
        confiscateRawMaterial: situation('confiscateRawMaterial'),
        confiscateProduct: situation('confiscateProduct'),
      },
    }
  })
}

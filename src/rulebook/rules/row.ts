/** How a seed row is written: a typed value, and a source that fixes citation, standing and grade together. */
import { z } from 'zod'
import type { Bilingual, RuleSeed } from '../rule.ts'
import type { RuleValue } from '../values.ts'

/** The rulebook keeps no history before the year of the national ban. */
export const beginning = '2017-01-01'
export const noticeDay = '2018-02-08'
/** Publication of 国办发〔2024〕54号: from this day on the stricter inspection rules apply. */
export const inspectionReformDay = '2025-01-03'

export type Source = Pick<RuleSeed, 'citation' | 'standing' | 'grade'>

export interface RowBody<K extends string> {
  title: Bilingual
  value: RuleValue<K>
  source: Source
  /** First day; the beginning of the rulebook if not given. */
  from?: string
  /** Last day; open if not given. */
  to?: string
  note?: Bilingual
  /** For reference: nothing in the program is computed from it. */
  referenceOnly?: boolean
}

/** One version of the rule `key`; the compiler checks the value against the family of the key. */
export function row<K extends string>(key: K, body: RowBody<K>): RuleSeed {
  return {
    key,
    title: body.title,
    value: z.json().parse(body.value),
    validFrom: body.from ?? beginning,
    validTo: body.to ?? null,
    ...body.source,
    note: body.note ?? null,
    referenceOnly: body.referenceOnly ?? false,
  }
}

export function bi(zh: string, en: string): Bilingual {
  return { zh, en }
}

/** The notice of 8 February 2018 orders it, in the article given as 一…十 and 1…10: authentic as to what it orders. */
export function fromNotice(articleZh: string, article: number): Source {
  return {
    citation: bi(
      `常化解办〔2018〕1号第${articleZh}部分`,
      `Changzhou capacity office, notice No. 1 of 2018, part ${article}`,
    ),
    standing: 'authentic',
    grade: null,
  }
}

/** A statute read in a copy of the official text, e.g. articles '42、55'. */
export function fromLaw(law: Bilingual, articles: string): Source {
  return { citation: lawAndArticles(law, articles), standing: 'secondary', grade: 'A' }
}

/** Somebody else reports it: a rule not read in the original, or practice of another place. */
export function reported(citation: Bilingual, grade: 'A' | 'B' | 'C' | 'D'): Source {
  return { citation, standing: 'secondary', grade }
}

export function inferred(citation: Bilingual): Source {
  return { citation, standing: 'inferred', grade: null }
}

export function unverified(citation: Bilingual): Source {
  return { citation, standing: 'unverified', grade: null }
}

/** Chosen by this program because no text fixes it. */
export const programDefault = unverified(bi('程序默认值', 'program default'))

export function lawAndArticles(law: Bilingual, articles: string): Bilingual {
  return bi(`《${law.zh}》第${articles}条`, `${law.en}, art. ${articles.replaceAll('、', ', ')}`)
}

/** The edition read does not say whether its wording held in February 2018. */
export const editionNote = bi(
  '所读为近年文本，2018年2月的条文待核',
  'read in a recent edition; the wording of February 2018 is to be checked',
)

/**
 * Editions read, with the first day from which they are known to hold and the day before it; where only the year is
 * known, the next new year.
 */
export const editions = {
  penalty: { from: '2021-07-15', before: '2021-07-14' },
  productQuality: { from: '2019-01-01', before: '2018-12-31' },
  air: { from: '2019-01-01', before: '2018-12-31' },
  workSafety: { from: '2022-01-01', before: '2021-12-31' },
} as const

/**
 * Two versions of a rule whose law was read only in a later edition: from its first day on secondary with grade A; before
 * it the same figure as an unverified stand-in.
 */
export function acrossEditions<K extends string>(
  key: K,
  edition: { from: string; before: string },
  law: Bilingual,
  articles: string,
  body: Omit<RowBody<K>, 'source' | 'from' | 'to' | 'note'>,
): RuleSeed[] {
  const older = unverified(lawAndArticles(law, articles))
  return [
    row(key, {
      ...body,
      source: older,
      to: edition.before,
      note: bi('此前版本未读，暂用后来的规定', 'the earlier edition was not read; the later rule stands in'),
    }),
    row(key, { ...body, source: fromLaw(law, articles), from: edition.from }),
  ]
}

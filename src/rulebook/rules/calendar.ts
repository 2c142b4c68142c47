/** Working days by year, and how days are counted. A year without a row is unknown and must be refused. */
import { z } from 'zod'
import years from '../data/calendar-years.json' with { type: 'json' }
import { isoDate, type RuleSeed } from '../rule.ts'
import { laws } from './laws.ts'
import { bi, inferred, lawAndArticles, reported, row, unverified } from './row.ts'

const calendarYears = z.object({
  source: z.string(),
  edition: z.string(),
  years: z.array(z.object({ year: z.int(), offDays: z.array(isoDate), makeUpDays: z.array(isoDate) })).min(1),
})
const { source, edition, years: known } = calendarYears.parse(years)

const perYear: RuleSeed[] = known.map(({ year, offDays, makeUpDays }) =>
  row(`calendar.${year}`, {
    title: bi(`${year}年放假调休安排`, `Public holidays and make-up days of ${year}`),
    value: { year, offDays, makeUpDays, source, edition },
    source: reported(
      bi(
        `国务院办公厅关于${year}年部分节假日安排的通知（公开数据集）`,
        `General Office of the State Council, notice on holidays of ${year} (public data set)`,
      ),
      'D',
    ),
    from: `${year}-01-01`,
    to: `${year}-12-31`,
  }),
)

export const calendarRules: RuleSeed[] = [
  ...perYear,
  row('awaited.calendar', {
    title: bi('录入下一年放假调休安排', 'Holidays and make-up days of the next year, to be entered'),
    value: { from: '11-01', by: '11-30' },
    source: inferred(
      bi(
        '放假安排一般在上一年10月下旬至11月公布；未录入前，跨年的时限无法起算',
        'Published as a rule from late October to November of the year before; until they are entered no limit that reaches into the year can begin',
      ),
    ),
  }),
  row('counting.makeUpDays', {
    title: bi('调休上班日计为工作日', 'Make-up days count as working days'),
    value: { areWorkingDays: true },
    source: inferred(bi('由放假通知推出', 'follows from the holiday notices')),
  }),
  row('counting.startDay', {
    referenceOnly: true,
    title: bi('期限开始的当日不计', 'The day of the event is not counted'),
    value: { counted: false },
    source: unverified(lawAndArticles(laws.civilProcedure, '85')),
    note: bi('民事诉讼规则，行政上参照适用待核', 'a rule of civil procedure; its use by analogy is to be checked'),
  }),
  row('counting.lastDayOff', {
    referenceOnly: true,
    title: bi('末日遇节假日顺延', 'A last day that is a holiday moves on'),
    value: { movesToNext: 'workingDay' },
    source: unverified(lawAndArticles(laws.civilProcedure, '85')),
    note: bi('民事诉讼规则，行政上参照适用待核', 'a rule of civil procedure; its use by analogy is to be checked'),
  }),
]

/** Seeded chance and fictional names of the demo city: the same city every time. */
import { seededRandom } from '../../metering/example-loads.ts'

export type Chance = {
  /** 0 ≤ n < below, whole. */
  below(below: number): number
  pick<T>(items: readonly T[]): T
  /** True with this probability. */
  happens(probability: number): boolean
}

export function chance(seed: number): Chance {
  const random = seededRandom(seed)
  const below = (n: number) => Math.floor(random() * n)
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    happens: (probability) => random() < probability,
  }
}

const surnames = [...'赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹章苏潘葛范彭鲁韦马方俞任袁柳']
const given = [
  '建国',
  '志强',
  '明',
  '伟',
  '丽华',
  '秀兰',
  '国平',
  '晓东',
  '文斌',
  '永明',
  '海燕',
  '春梅',
  '立新',
  '卫东',
  '玉兰',
  '小军',
  '佳',
  '宏伟',
  '雪琴',
  '志远',
  '亚萍',
  '锡平',
  '洪生',
  '惠芬',
]

export const personName = (c: Chance): string => c.pick(surnames) + c.pick(given)
/** A number of a form that is no mobile number: the area code, then a block of zeros. */
export const phoneNumber = (c: Chance): string => `0519-8000${String(c.below(10_000)).padStart(4, '0')}`

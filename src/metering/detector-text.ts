/** Words of the detector's page in both languages. */
import { defineText } from '../platform/shared/text.ts'

export const detectorText = defineText(
  {
    detector: '识别模型',
    noModel: '尚无经批准的识别模型：没有在查找熔炼炉次，情况不明，不等于没有问题。',
  },
  {
    detector: 'Detector',
    noModel: 'No model approved yet: melting is not being looked for (unknown, not clean).',
  },
)

/** Words of the areas. */
import { defineText } from '../platform/shared/text.ts'

export const areasText = defineText({ notInScope: '不在辖区' }, { notInScope: 'outside your area' })

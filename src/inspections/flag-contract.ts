/** Operations on signs of faked work. */
import { z } from 'zod'
import { areaIdInput, line, page, pageInput } from '../platform/shared/contract.ts'
import { flag, flagKinds, flagStatuses } from './flag.ts'

const offices = ['cityOffice', 'countyOffice'] as const

export const flagContract = {
  listFlags: {
    method: 'GET',
    path: '/api/inspections/flags',
    needs: offices,
    title: 'Signs of faked work in an area and below, latest first',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      kind: z.enum(flagKinds).optional(),
      status: z.enum(flagStatuses).optional(),
    }),
    output: page(flag),
  },
  getFlag: {
    method: 'GET',
    path: '/api/inspections/flags/:id',
    needs: offices,
    title: 'One sign with its reasons and the records it rests on',
    input: z.object({ id: z.uuid() }),
    output: flag,
  },
  decideFlag: {
    method: 'POST',
    path: '/api/inspections/flags/:id/decide',
    needs: offices,
    title: 'Dismiss a sign, or say what follows from it; nothing follows by itself',
    input: z.object({ id: z.uuid(), decision: z.enum(['dismiss', 'followUp']), reason: line }),
    output: flag,
  },
} as const

/** Operations of leaves. */
import { z } from 'zod'
import { contract, date } from '../platform/shared/contract.ts'
import { appointment } from './appointment.ts'

export const leaveContract = contract({
  enterLeave: {
    method: 'POST',
    path: '/api/grid/appointments/:id/leave',
    needs: 'signedIn',
    title: 'Enter that a holder is on leave from a day to a day, by himself or from above',
    input: z.object({ id: z.uuid(), fromOn: date, toOn: date }),
    output: appointment,
  },
  endLeave: {
    method: 'POST',
    path: '/api/grid/appointments/:id/leave/end',
    needs: 'signedIn',
    title: 'Say that the holder is back from today on, or that a leave to come is called off',
    input: z.object({ id: z.uuid() }),
    output: appointment,
  },
})

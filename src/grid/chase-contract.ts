/** Operations of chasing blind spots. */
import { z } from 'zod'
import { areaIdInput, page, pageInput } from '../platform/shared/contract.ts'
import { post } from './appointment.ts'
import { blindSpotKinds } from './blind-spot.ts'
import { chase } from './chase.ts'

export const chaseContract = {
  chaseBlindSpot: {
    method: 'POST',
    path: '/api/grid/chases',
    needs: ['cityOffice', 'countyOffice', 'townshipLeader'],
    title: 'Remind whoever can put a blind spot of today right; once a day',
    input: z.object({
      areaId: areaIdInput,
      kind: z.enum(blindSpotKinds),
      post,
      appointmentId: z.uuid().nullable().default(null),
      agencyId: z.uuid().nullable().default(null),
    }),
    output: chase,
  },
  listChases: {
    method: 'GET',
    path: '/api/grid/chases',
    needs: 'signedIn',
    title: 'Blind spots that were chased in an area and below, latest first',
    input: z.object({ ...pageInput, areaId: areaIdInput.optional(), kind: z.enum(blindSpotKinds).optional() }),
    output: page(chase),
  },
  listMyChases: {
    method: 'GET',
    path: '/api/grid/chases/mine',
    needs: 'signedIn',
    title: 'Blind spots of today that I was reminded of, latest first',
    staysHere: 'What one person is reminded of; the chases of an area have their own list.',
    input: z.object(pageInput),
    output: page(chase),
  },
} as const

/** Operations of pledges and of the boards that name holders. */
import { z } from 'zod'
import { areaIdInput, flagInput, line, page, pageInput } from '../platform/shared/contract.ts'
import { appointment } from './appointment.ts'
import { board, pledge } from './pledge.ts'

const offices = ['cityOffice', 'countyOffice', 'townshipLeader'] as const

export const pledgeContract = {
  listPledges: {
    method: 'GET',
    path: '/api/grid/appointments/:id/pledges',
    needs: 'signedIn',
    title: 'Pledges of a holder, latest version first',
    input: z.object({ id: z.uuid() }),
    output: z.object({ rows: z.array(pledge) }),
  },
  drawUpPledge: {
    method: 'POST',
    path: '/api/grid/appointments/:id/pledges',
    needs: offices,
    title: 'Draw up the next version of the pledge of a holder',
    input: z.object({ id: z.uuid() }),
    output: pledge,
  },
  confirmPledge: {
    method: 'POST',
    path: '/api/grid/pledges/:id/confirm',
    needs: 'signedIn',
    title: 'Confirm one’s own pledge by account (确认), which is no signature',
    input: z.object({ id: z.uuid() }),
    output: pledge,
  },
  filePledge: {
    method: 'PUT',
    path: '/api/grid/appointments/:id/pledge',
    needs: 'signedIn',
    title: 'File the signed pledge of a holder',
    input: z.object({ id: z.uuid(), fileId: z.uuid() }),
    output: appointment,
  },
  downloadPledge: {
    method: 'GET',
    path: '/api/grid/pledges/:id/document',
    needs: 'signedIn',
    title: 'A pledge as PDF',
    body: 'download',
    input: z.object({ id: z.uuid() }),
    output: z.unknown(),
  },
  listBoards: {
    method: 'GET',
    path: '/api/grid/boards',
    needs: 'signedIn',
    title: 'Boards in an area and below; those out of date only on demand',
    input: z.object({ ...pageInput, areaId: areaIdInput.optional(), outOfDate: flagInput.optional() }),
    output: page(board),
  },
  printBoard: {
    method: 'POST',
    path: '/api/grid/boards',
    needs: offices,
    title: 'Enter a board, or print one anew with who answers today',
    input: z.object({ areaId: areaIdInput, place: line, boardId: z.uuid().nullable().default(null) }),
    output: z.object({ id: z.uuid() }),
  },
  removeBoard: {
    method: 'POST',
    path: '/api/grid/boards/:id/remove',
    needs: offices,
    title: 'Take a board off the list: it stands no more',
    input: z.object({ id: z.uuid() }),
    output: z.object({ id: z.uuid() }),
  },
  downloadBoard: {
    method: 'GET',
    path: '/api/grid/boards/:id/document',
    needs: 'signedIn',
    title: 'A board as PDF with who answers today: a page, or a sign of 1.5 by 1.0 m',
    body: 'download',
    input: z.object({ id: z.uuid(), size: z.enum(['a4', 'sign']) }),
    output: z.unknown(),
  },
} as const

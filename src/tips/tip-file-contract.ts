/** Pictures and videos of a report: how they arrive in parts, and who reads what of them. */
import { z } from 'zod'
import { contract, instant } from '../platform/shared/contract.ts'
import { custodianBodies } from './custodian.ts'
import { envelope } from './envelope-shape.ts'
import { tipRoles } from './tip.ts'
import { fileKinds, fileStates, pieces, sentKinds } from './tip-file.ts'
import { stepProof } from './tip-proof.ts'

/** A file as its reporter sees it. */
export const myFile = z.object({
  id: z.uuid(),
  kind: z.enum(sentKinds),
  state: z.enum(fileStates),
  showsPlace: z.boolean(),
  /** All that was sent or announced, reading copy and sealed original together. */
  octets: z.number(),
  announcedAt: instant,
  receivedAt: instant.nullable(),
  /** The sealed original has ended with its retention rule. */
  originalRemovedAt: instant.nullable(),
})
export type MyFile = z.infer<typeof myFile>

/** A file as the office that holds the tip sees it. */
export const tipFile = myFile.extend({
  kind: z.enum(fileKinds),
  /** The original is there, sealed. */
  sealed: z.boolean(),
  /**
   * Of a still: the video it was taken from, the second in it, and as which custodian it was made; null where whoever had opened an
   * identity made it, before videos were opened by themselves.
   */
  ofFile: z.uuid().nullable(),
  atSecond: z.number().nullable(),
  madeAs: z.enum(custodianBodies).nullable(),
})
export type TipFile = z.infer<typeof tipFile>

const piece = z.enum(pieces)
const octets = z.int().positive().max(2_147_483_647)
/** The token of a file, or the reporter's code; `''` where none was shown. */
const token = z.string().max(100)
const arrived = z.object({ reading: z.number(), sealed: z.number() })
const part = z.object({ token, piece, offset: z.coerce.number().int().nonnegative().max(2_147_483_647) })
const receivedFile = z.object({ file: myFile, step: stepProof })

export const tipFileContract = contract({
  getFileLimits: {
    method: 'GET',
    path: '/api/tips/files/limits',
    needs: 'anyone',
    title: 'How many pictures and videos a report may have, and how large',
    input: z.object({}),
    output: z.object({
      most: z.number(),
      photoMegabytes: z.number(),
      videoMegabytes: z.number(),
      readingMegabytes: z.number(),
    }),
  },
  announceFile: {
    method: 'POST',
    path: '/api/tips/mine/files',
    needs: 'anyone',
    bearer: true,
    title: 'Announce a picture or a video of a report; the same again gives the same token',
    input: z.object({
      token,
      /** Made by the sender's device. */
      id: z.uuidv4(),
      kind: z.enum(sentKinds),
      showsPlace: z.boolean(),
      readingOctets: octets.nullable(),
      sealedOctets: octets.nullable(),
      /** Holds the key of the original; null where nobody is named to keep it. */
      envelope: envelope.nullable(),
    }),
    output: z.object({ token: z.string() }),
  },
  getFileArrived: {
    method: 'GET',
    path: '/api/tips/files/arrived',
    needs: 'anyone',
    bearer: true,
    title: 'How much of a file has arrived, by its token',
    input: z.object({ token }),
    output: arrived,
  },
  addFilePart: {
    method: 'POST',
    path: '/api/tips/files/parts/:piece/:offset',
    needs: 'anyone',
    bearer: true,
    body: 'octets',
    title: 'The next part of a file, by its token; at most a mebibyte',
    input: part,
    output: arrived,
  },
  addLastPart: {
    method: 'POST',
    path: '/api/tips/files/last/:piece/:offset',
    needs: 'anyone',
    bearer: true,
    body: 'octets',
    title: 'The part with which a file is whole, answered with its receipt; the same again is the same',
    input: part,
    output: receivedFile,
  },
  finishFile: {
    method: 'POST',
    path: '/api/tips/files/finish',
    needs: 'anyone',
    bearer: true,
    title:
      'The receipt of a file that has arrived whole: digest and size of what was received, signed; the same again is the same',
    input: z.object({ token }),
    output: receivedFile,
  },
  getTipPicture: {
    method: 'GET',
    path: '/api/tips/:id/files/:fileId/picture',
    needs: tipRoles,
    body: 'download',
    logged: true,
    title: 'The reading copy of a picture, encoded anew, for the office that holds the tip',
    input: z.object({ id: z.uuid(), fileId: z.uuid() }),
    output: z.unknown(),
  },
  getOriginal: {
    method: 'GET',
    path: '/api/tips/openings/:id/originals/:fileId',
    needs: 'signedIn',
    body: 'download',
    logged: true,
    title:
      'A sealed original as it was sent: of a picture for the browser whose request two custodians have answered, of a video for the custodian who opened it',
    input: z.object({ id: z.uuid(), fileId: z.uuid() }),
    output: z.unknown(),
  },
  addStill: {
    method: 'POST',
    path: '/api/tips/openings/:id/originals/:fileId/stills/:atSecond',
    needs: 'signedIn',
    body: 'octets',
    title: 'A still of a video, made in the browser of the custodian who opened it: no sound, no place',
    input: z.object({
      id: z.uuid(),
      fileId: z.uuid(),
      atSecond: z.coerce.number().int().nonnegative().max(86_400),
    }),
    output: z.object({ id: z.uuid() }),
  },
})

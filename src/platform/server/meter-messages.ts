/** What the program and the process of the meter store say to each other. */

export type MeterRequest =
  | { id: number; kind: 'run'; sql: string; wantsRows: boolean }
  | { id: number; kind: 'insert'; table: string; content: Uint8Array }
  | { kind: 'close' }

export type MeterReply =
  | { kind: 'open' }
  | { kind: 'done'; id: number; text: string }
  | { kind: 'failed'; id: number; message: string; code: number | undefined }

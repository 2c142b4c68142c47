/** What pg-boss leaves unsaid when a database goes. */
import { say } from './print.ts'
import { sentenceOf } from './sentence.ts'

/**
 * pg-boss does not wait for the note that a job is done or has failed: where the database is gone at that moment, nobody would catch
 * it, and one note would end the program. The job itself is run again.
 * @param stopped what is lost from then on is not worth a line.
 */
export function outliveLostNotes(stopped: Promise<unknown>): void {
  let stopping = false
  void stopped.finally(() => {
    stopping = true
  })
  process.on('unhandledRejection', (reason) => {
    if (!stopping) say(`error / 错误: ${sentenceOf(reason)}`)
  })
}

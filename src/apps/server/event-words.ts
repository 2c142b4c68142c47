/** The word of every kind of event that the program records. */
import { agencyEventWords } from '../../agencies/event-words.ts'
import { caseEventWords } from '../../cases/event-words.ts'
import { ledgerEventWords } from '../../enterprises/event-words.ts'
import { gridEventWords } from '../../grid/event-words.ts'
import { inspectionEventWords } from '../../inspections/event-words.ts'
import { leadEventWords } from '../../leads/event-words.ts'
import { meteringEventWords } from '../../metering/event-words.ts'
import { noticeEventWords } from '../../notices/event-words.ts'
import { platformEventWords } from '../../platform/shared/event-words.ts'
import type { Bilingual } from '../../platform/shared/text.ts'
import { rulebookEventWords } from '../../rulebook/event-words.ts'
import { supervisionEventWords } from '../../supervision/event-words.ts'
import { tipEventWords } from '../../tips/event-words.ts'

export const eventWords: Readonly<Record<string, Bilingual>> = {
  ...platformEventWords,
  ...rulebookEventWords,
  ...agencyEventWords,
  ...gridEventWords,
  ...noticeEventWords,
  ...ledgerEventWords,
  ...leadEventWords,
  ...meteringEventWords,
  ...tipEventWords,
  ...inspectionEventWords,
  ...caseEventWords,
  ...supervisionEventWords,
}

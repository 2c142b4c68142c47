/** The rulebook's first content: every seed row of every family. */
import type { RuleSeed } from '../rule.ts'
import { calendarRules } from './calendar.ts'
import { chasingRules } from './chasing.ts'
import { closureRules } from './closure.ts'
import { competenceRules } from './competence.ts'
import { detectionRules } from './detection.ts'
import { fakeWorkRules } from './fake-work.ts'
import { fileRules } from './files.ts'
import { focusRules } from './focus.ts'
import { judgementRules } from './judgement.ts'
import { ladderRules } from './ladders.ts'
import { legalBasisRules } from './legal-bases.ts'
import { limitRules } from './limits.ts'
import { postRules } from './posts.ts'
import { registerRules } from './register.ts'
import { retentionRules } from './retention.ts'
import { sessionRules } from './sessions.ts'
import { summonsRules } from './summons.ts'
import { supervisionRules } from './supervision.ts'
import { tariffRules } from './tariffs.ts'
import { tipRules } from './tips.ts'
import { visitGuardRules } from './visit-guard.ts'

export const firstEdition: RuleSeed[] = [
  ...limitRules,
  ...ladderRules,
  ...chasingRules,
  ...summonsRules,
  ...supervisionRules,
  ...postRules,
  ...fakeWorkRules,
  ...visitGuardRules,
  ...competenceRules,
  ...judgementRules,
  ...closureRules,
  ...legalBasisRules,
  ...detectionRules,
  ...tariffRules,
  ...focusRules,
  ...calendarRules,
  ...sessionRules,
  ...retentionRules,
  ...registerRules,
  ...fileRules,
  ...tipRules,
]

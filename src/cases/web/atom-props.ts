import type { CaseDetail } from '../contract.ts'
import type { AtomView } from '../step.ts'

/** What every form and button of an atom is given. */
export type AtomProps = { caseFile: CaseDetail; atom: AtomView }

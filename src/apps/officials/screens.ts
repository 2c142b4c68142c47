/** What is mounted in the officials' pages: one line per module. */
import { agenciesScreens } from '../../agencies/web/screens.tsx'
import { casesScreens } from '../../cases/web/screens.ts'
import { enterprisesScreens } from '../../enterprises/web/screens.tsx'
import { gridScreens } from '../../grid/web/screens.tsx'
import { inspectionsScreens } from '../../inspections/web/screens.tsx'
import { leadsScreens } from '../../leads/web/screens.ts'
import { meteringScreens } from '../../metering/web/screens.ts'
import { noticesScreens } from '../../notices/web/screens.tsx'
import type { Screens } from '../../platform/web/screen.ts'
import { shellScreens } from '../../platform/web/shell-screens.ts'
import { rulebookScreens } from '../../rulebook/web/screens.tsx'
import { supervisionScreens } from '../../supervision/web/screens.tsx'
import { tipsScreens } from '../../tips/web/screens.tsx'

export const modules: readonly Screens[] = [
  shellScreens,
  rulebookScreens,
  agenciesScreens,
  gridScreens,
  noticesScreens,
  enterprisesScreens,
  leadsScreens,
  meteringScreens,
  tipsScreens,
  inspectionsScreens,
  casesScreens,
  supervisionScreens,
]

/** What is mounted in the officials' pages: one line per module. */
import type { Screens } from '../../platform/web/screen.ts'
import { shellScreens } from '../../platform/web/shell-screens.ts'

export const modules: readonly Screens[] = [shellScreens]

/** How a module plugs its screens, workbench panels and words into the officials' pages. */
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Role } from '../shared/permission.ts'
import type { Bilingual } from '../shared/text.ts'

export const menuGroups = [
  'today',
  'grid',
  'notices',
  'ledger',
  'watch',
  'tips',
  'field',
  'cases',
  'supervision',
  'rules',
  'admin',
] as const
export type MenuGroup = (typeof menuGroups)[number]

export type MenuEntry = {
  readonly group: MenuGroup
  readonly order: number
  readonly label: Bilingual
  readonly icon?: ReactNode
  /** Shown to these roles only; to all when absent. */
  readonly roles?: readonly Role[]
}

export type Screen = {
  /** `/notices/$id`; each `$name` is read with `useParam`. */
  readonly path: string
  /** `lazy(() => import('./NoticePage.tsx'))`: the page is the file's default export. */
  readonly component: ComponentType
  readonly title: Bilingual
  readonly menu?: MenuEntry
  /** Others who open the address are told that their post does not allow it. */
  readonly roles?: readonly Role[]
  /** The records of this kind are shown here; `$id` in the path, where it has one, is their id. Links of time limits and events follow it. */
  readonly subjectKind?: string
}

export type WorkbenchPanelProps = {
  /** The area chosen on the left; undefined: all of my scope. */
  readonly areaId: number | undefined
  /** Instant of the last visit; null at the first. */
  readonly since: string | null
}

export type WorkbenchPanel = {
  /** `today`: what I was told today; `area`: what is wrong in my area; `since`: what changed since my last visit. */
  readonly slot: 'today' | 'area' | 'since'
  readonly order: number
  readonly roles?: readonly Role[]
  readonly component: ComponentType<WorkbenchPanelProps>
}

/**
 * Places in a record that an earlier module leaves open and a later one fills: `siteVisits` at a usage point's site, `leadVisits` at a lead
 * that waits for somebody to have been there, `limitSteps` below
 * the limits of any record, `account` on one's own page, `villageSplit` among the orders that change a village.
 */
export type RecordSlot = 'siteVisits' | 'leadVisits' | 'limitSteps' | 'account' | 'villageSplit'

export type RecordPart = {
  readonly slot: RecordSlot
  readonly roles?: readonly Role[]
  /** Given the id of the record that the slot is about. */
  readonly component: ComponentType<{ id: string }>
}

export type Screens = {
  readonly screens: readonly Screen[]
  readonly panels?: readonly WorkbenchPanel[]
  readonly parts?: readonly RecordPart[]
  /** Words of this module's events (`visit.submitted`) in timelines. */
  readonly eventWords?: Readonly<Record<string, Bilingual>>
  /** Words of this module's time limits (`receipt`). */
  readonly limitWords?: Readonly<Record<string, Bilingual>>
  /** Words of this module's states, for timelines (`from → to`). */
  readonly statusWords?: Readonly<Record<string, Bilingual>>
}

export const ScreensContext = createContext<readonly Screens[]>([])

export const useScreens = (): readonly Screen[] => useContext(ScreensContext).flatMap((module) => module.screens)

export const useRecordParts = (slot: RecordSlot): readonly RecordPart[] =>
  useContext(ScreensContext).flatMap((module) => (module.parts ?? []).filter((part) => part.slot === slot))

/** The address of a record by its kind; undefined when no module shows that kind. */
export function useSubjectPath(): (kind: string, id: string) => string | undefined {
  const screens = useScreens()
  return (kind, id) =>
    screens.find((screen) => screen.subjectKind === kind)?.path.replace('$id', encodeURIComponent(id))
}

export type WordsKind = 'eventWords' | 'limitWords' | 'statusWords'

/** Looks a kind up in the words of all modules; undefined when no module has a word for it. */
export function useWords(kind: WordsKind): (key: string) => Bilingual | undefined {
  const modules = useContext(ScreensContext)
  return (key) => {
    for (const module of modules) {
      const found = module[kind]?.[key]
      if (found) return found
    }
    return undefined
  }
}

/** The word of a state as the module speaks that writes events of this kind: two modules may call one state by two names. */
export function useStatusWords(eventKind: string): (status: string) => Bilingual | undefined {
  const modules = useContext(ScreensContext)
  const own = modules.find((module) => module.eventWords?.[eventKind] !== undefined)
  const any = useWords('statusWords')
  return (status) => own?.statusWords?.[status] ?? any(status)
}

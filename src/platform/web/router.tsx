/** The router of the officials' pages, built from the lists of the modules. */
import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router'
import { PageError } from './ErrorPanel.tsx'
import { NoPermission, NotFound } from './NoPermission.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { mayOpen } from './ScreenMenu.tsx'
import { Shell } from './Shell.tsx'
import type { Screen, Screens } from './screen.ts'
import { parseSearch, stringifySearch } from './search.ts'
import { useMe } from './session.ts'

export function buildRouter(modules: readonly Screens[]) {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })
  const screens = modules.flatMap((module) => module.screens)
  const toWorkbench = () => <Navigate to="/workbench" search replace />
  const routes = [
    ...['/', '/sign-in'].map((path) => createRoute({ getParentRoute: () => root, path, component: toWorkbench })),
    ...screens.map((screen) =>
      createRoute({ getParentRoute: () => root, path: screen.path, component: pageOf(screen) }),
    ),
  ]
  return createRouter({
    routeTree: root.addChildren(routes),
    parseSearch,
    stringifySearch,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ({ error, reset }) => <PageError error={error} onRetry={reset} />,
    scrollRestoration: true,
  })
}

const pageOf = (screen: Screen) => () => <ScreenPage screen={screen} />

function ScreenPage({ screen }: { screen: Screen }) {
  return mayOpen(useMe(), screen) ? <screen.component /> : <NoPermission />
}

/** The address of a rule: opens it in the rulebook. */
import { Navigate } from '@tanstack/react-router'
import { useParam } from '../../platform/web/search.ts'

export default function RulePage() {
  return <Navigate to="/rules" search={{ open: useParam('id') }} replace />
}

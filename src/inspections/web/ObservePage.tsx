import { FieldForm } from './FieldForm.tsx'

/** Records what was seen from public space. */
export default function ObservePage() {
  return <FieldForm kind="observe" />
}

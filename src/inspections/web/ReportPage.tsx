import { FieldForm } from './FieldForm.tsx'

/** Records what was seen and asks for it to be looked into. */
export default function ReportPage() {
  return <FieldForm kind="report" />
}

import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { FilePick } from '../../platform/web/FilePick.tsx'

type Props = {
  areaId: number
  accept: string
  value?: readonly FileRecord[]
  onChange?: (files: readonly FileRecord[]) => void
}

/** One file to import, as a field: `value` and `onChange` come from the form. */
export function ImportFile({ areaId, accept, value = [], onChange }: Props) {
  return (
    <FilePick
      areaId={areaId}
      purpose="import"
      accept={accept}
      single
      files={value}
      onChange={(files) => onChange?.(files)}
    />
  )
}

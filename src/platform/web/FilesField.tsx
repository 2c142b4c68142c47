import type { FileRecord, filePurposes } from '../shared/platform-contract.ts'
import { FilePick } from './FilePick.tsx'

type Props = {
  areaId: number
  purpose: (typeof filePurposes)[number]
  single?: boolean
  camera?: boolean
  /** What may be chosen; of evidence pictures alone, where it is not given. */
  accept?: string
  label?: string
  /** From the form. */
  value?: readonly FileRecord[]
  onChange?: (files: readonly FileRecord[]) => void
}

/** Files as a field of a form; its value is the list of what was taken in. */
export function FilesField({ value, onChange, purpose, ...rest }: Props) {
  return (
    <FilePick
      {...(purpose === 'evidence' && { accept: 'image/*' })}
      {...rest}
      purpose={purpose}
      files={value ?? []}
      onChange={(files) => onChange?.(files)}
    />
  )
}

/** Id of the one file of a required field. */
export const firstFile = (files: readonly FileRecord[]): string => files[0]?.id ?? ''

export const fileIds = (files: readonly FileRecord[] | undefined): string[] => (files ?? []).map((file) => file.id)

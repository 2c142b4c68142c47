/** Takes files in: choose, drop, or photograph; each is sent at once and shown with its size and digest. */
import { CameraOutlined, DeleteOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { type FileRecord, type filePurposes, platformContract } from '../shared/platform-contract.ts'
import { upload } from './client.ts'
import { ErrorPanel } from './ErrorPanel.tsx'
import { formatSize } from './format.ts'
import { Picture } from './Picture.tsx'
import { platformText } from './platform-text.ts'
import { usePastDay } from './search.ts'
import { useText } from './text.tsx'

type Props = {
  /** The area in whose scope the file is kept. */
  areaId: number
  purpose: (typeof filePurposes)[number]
  /** What has been taken in so far. */
  files: readonly FileRecord[]
  onChange: (files: readonly FileRecord[]) => void
  /** `image/*`, `.xlsx,.csv`. */
  accept?: string
  /** Offers the camera of a phone. */
  camera?: boolean
  /** One file only: a new one takes the place of the old. */
  single?: boolean
  label?: string
}

type Sending = { name: string; share: number }

/** Nothing is taken in while a past day is looked at. */
export function FilePick(props: Props) {
  return usePastDay() ? null : <PresentFilePick {...props} />
}

function PresentFilePick({ areaId, purpose, files, onChange, accept, camera, single, label }: Props) {
  const t = useText(platformText)
  const [sending, setSending] = useState<Sending | null>(null)
  const [error, setError] = useState<unknown>(null)
  const pick = async (chosen: readonly File[]) => {
    setError(null)
    let taken = single ? [] : [...files]
    try {
      for (const file of single ? chosen.slice(0, 1) : chosen) {
        const record = await upload(platformContract.uploadFile, { areaId, purpose }, file, (share) =>
          setSending({ name: file.name, share }),
        )
        taken = [...taken, record]
        onChange(taken)
      }
    } catch (refused) {
      setError(refused)
    } finally {
      setSending(null)
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    void pick([...event.dataTransfer.files])
  }
  const busy = sending !== null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the buttons do the same by keyboard
    <div className="file-pick" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <div className="acts">
        <PickButton label={label ?? t('pickFile')} accept={accept} multiple={!single} busy={busy} onPick={pick} />
        {camera && <PickButton camera label={t('takePhoto')} accept="image/*" busy={busy} onPick={pick} />}
        <span className="soft drop-words">{t('dropHere')}</span>
      </div>
      {sending && (
        <div role="status">
          {sending.name} · {t('uploading', { percent: Math.round(sending.share * 100) })}
          <Progress percent={Math.round(sending.share * 100)} showInfo={false} size="small" />
        </div>
      )}
      {error !== null && <ErrorPanel error={error} />}
      <FileRows files={files} onRemove={(file) => onChange(files.filter((f) => f.id !== file.id))} />
    </div>
  )
}

type PickButtonProps = {
  label: string
  accept?: string
  multiple?: boolean
  camera?: boolean
  busy: boolean
  onPick: (files: readonly File[]) => void
}

function PickButton({ label, accept, multiple, camera, busy, onPick }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={multiple}
        capture={camera ? 'environment' : undefined}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])]
          // so that the same file can be chosen again after a refusal
          event.target.value = ''
          onPick(chosen)
        }}
      />
      <Button
        icon={camera ? <CameraOutlined /> : <UploadOutlined />}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  )
}

/** Files with size and the first signs of their digest. */
export function FileRows({ files, onRemove }: { files: readonly FileRecord[]; onRemove?: (file: FileRecord) => void }) {
  const t = useText(platformText)
  return (
    <ul className="file-rows">
      {files.map((file) => (
        <li key={file.id}>
          {file.display && <Picture fileId={file.id} alt={file.name} width={56} />}
          <span className="file-name">
            <a href={`/api/files/${file.id}`}>{file.name}</a>
            <small className="soft">
              {formatSize(file.size)} · {t('digest', { prefix: file.sha256.slice(0, 8) })}
            </small>
          </span>
          {onRemove && (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`${t('remove')} ${file.name}`}
              onClick={() => onRemove(file)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

import { CameraOutlined, DeleteOutlined, PictureOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { Picture } from '../../platform/web/Picture.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import { inspectionsText } from '../text.ts'
import { dropPhoto, findPhoto, keepPhoto } from './kept-photos.ts'
import type { DraftState, ObservationDraft } from './observation-draft.ts'
import { sendPhoto } from './send-draft.ts'

const most = 20

/** Photographs of a draft: kept on the device at once, sent when the network allows. */
export function PhotoTray({ state }: { state: DraftState }) {
  const t = useText(inspectionsText)
  const { draft, setPhotos } = state
  const [unkept, setUnkept] = useState(false)
  const take = async (files: readonly File[]) => {
    for (const file of files.slice(0, most - draft.photos.length)) {
      const key = uuidv7()
      const kept = await keepPhoto(key, file).then(
        () => true,
        () => false,
      )
      if (kept) setPhotos((photos) => [...photos, { key, fileId: null }])
      // sent early, so that little is left at the end; where it fails it is tried again on sending
      const fileId = draft.areaId === null ? null : await sendPhoto(draft.areaId, key, file).catch(() => null)
      if (kept) setPhotos((photos) => photos.map((photo) => (photo.key === key ? { ...photo, fileId } : photo)))
      else if (fileId) setPhotos((photos) => [...photos, { key, fileId }])
      else setUnkept(true)
    }
  }
  const remove = (key: string) => {
    void dropPhoto(key)
    setPhotos((photos) => photos.filter((photo) => photo.key !== key))
  }
  return (
    <div className="photo-tray">
      <div className="acts">
        <PhotoButton camera label={t('photos.take')} onTake={take} />
        <PhotoButton label={t('photos.choose')} onTake={take} />
      </div>
      {unkept && <Alert type="error" showIcon title={t('send.storeFailed')} />}
      <ul className="photo-rows">
        {draft.photos.map((photo, i) => (
          <PhotoRow key={photo.key} photo={photo} number={i + 1} onRemove={() => remove(photo.key)} />
        ))}
      </ul>
    </div>
  )
}

type RowProps = { photo: ObservationDraft['photos'][number]; number: number; onRemove: () => void }

function PhotoRow({ photo, number, onRemove }: RowProps) {
  const t = useText(inspectionsText)
  return (
    <li>
      {photo.fileId ? (
        <Picture fileId={photo.fileId} alt={t('photos.one', { number })} width={96} />
      ) : (
        <KeptPicture photoKey={photo.key} alt={t('photos.one', { number })} />
      )}
      <StatusMark status={photo.fileId ? 'done' : 'due'} word={t(photo.fileId ? 'photos.sent' : 'photos.waiting')} />
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('photos.remove', { number })} onClick={onRemove} />
    </li>
  )
}

/** A photograph that is on this device only. */
function KeptPicture({ photoKey, alt }: { photoKey: string; alt: string }) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let gone = false
    void findPhoto(photoKey).then((photo) => {
      if (!photo || gone) return
      made = URL.createObjectURL(photo)
      setAddress(made)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [photoKey])
  return (
    <span className="picture kept-picture">{address && <img src={address} alt={alt} width={96} height={72} />}</span>
  )
}

type ButtonProps = { label: string; camera?: boolean; onTake: (files: readonly File[]) => void }

function PhotoButton({ label, camera, onTake }: ButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        multiple={!camera}
        capture={camera ? 'environment' : undefined}
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // so that the same file can be chosen again
          event.target.value = ''
          onTake(files)
        }}
      />
      <Button
        size="large"
        icon={camera ? <CameraOutlined /> : <PictureOutlined />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  )
}

/** An original that two custodians have opened: fetched sealed, decrypted and shown in this browser alone; stills of a video. */
import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ActButton } from '../../platform/web/act.tsx'
import { download, sendOctets } from '../../platform/web/client.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { Letter } from '../letter.ts'
import { tipFileContract } from '../tip-file-contract.ts'
import { tipFileText } from '../tip-file-text.ts'
import { loadEnvelope } from './sealing.ts'

export type OriginalFile = { id: string; kind: 'photo' | 'video'; octets: number }
type Props = { openingId: string; file: OriginalFile; original: NonNullable<Letter['original']> }

/** Longest edge in pixels of a still. */
const longestEdge = 1600

export function OpenedOriginal({ openingId, file, original }: Props) {
  const t = useText(tipFileText)
  const [state, setState] = useState<{ name: 'idle' | 'opening' | 'broken' } | { name: 'failed'; error: unknown }>({
    name: 'idle',
  })
  const [address, setAddress] = useState<string>()
  // nothing of it stays when the window closes
  useEffect(() => () => (address === undefined ? undefined : URL.revokeObjectURL(address)), [address])
  const open = async () => {
    setState({ name: 'opening' })
    try {
      const sealed = await download(tipFileContract.getOriginal, { id: openingId, fileId: file.id })
      const { openOriginal } = await loadEnvelope()
      const plain = await openOriginal(sealed, original.key).catch(() => null)
      if (plain) setAddress(URL.createObjectURL(new Blob([plain], { type: original.type })))
      setState({ name: plain ? 'idle' : 'broken' })
    } catch (error) {
      setState({ name: 'failed', error })
    }
  }
  const size = (file.octets / 1_048_576).toFixed(2)
  return (
    <>
      <h3>{t(`original.${file.kind}`, { size })}</h3>
      {address === undefined && (
        <Button loading={state.name === 'opening'} onClick={() => void open()}>
          {t(state.name === 'opening' ? 'opening' : 'openOriginal')}
        </Button>
      )}
      {state.name === 'broken' && <Alert type="error" showIcon title={t('cannotOpen')} />}
      {state.name === 'failed' && <ErrorPanel error={state.error} />}
      {address !== undefined && file.kind === 'photo' && (
        <img className="tip-original" src={address} alt={t('original.photo', { size })} />
      )}
      {address !== undefined && file.kind === 'video' && <Film {...{ openingId, file, address }} />}
    </>
  )
}

function Film({ openingId, file, address }: { openingId: string; file: OriginalFile; address: string }) {
  const t = useText(tipFileText)
  const film = useRef<HTMLVideoElement>(null)
  const [cannotPlay, setCannotPlay] = useState(false)
  const take = async () => {
    const video = film.current
    if (!video) return
    const content = await stillOf(video)
    const at = { id: openingId, fileId: file.id, atSecond: Math.floor(video.currentTime) }
    await sendOctets(tipFileContract.addStill, at, content)
  }
  if (cannotPlay) return <Alert type="warning" showIcon title={t('cannotPlay')} />
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a reporter's film has none */}
      <video ref={film} className="tip-original" src={address} controls onError={() => setCannotPlay(true)} />
      <p className="soft">{t('stillHelp')}</p>
      <ActButton label={t('takeStill')} done={t('stillTaken')} run={take} />
    </>
  )
}

/** What is to be seen at this moment, as a JPEG and nothing else. Throws where nothing is. */
function stillOf(video: HTMLVideoElement): Promise<Blob> {
  const scale = Math.min(1, longestEdge / Math.max(video.videoWidth, video.videoHeight, 1))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(video.videoWidth * scale)
  canvas.height = Math.round(video.videoHeight * scale)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return new Promise((made, failed) =>
    canvas.toBlob((blob) => (blob ? made(blob) : failed(new Error('no picture'))), 'image/jpeg', 0.85),
  )
}

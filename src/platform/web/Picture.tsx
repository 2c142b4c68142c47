import { useState } from 'react'
import { addressOf } from '../shared/address.ts'
import { platformContract } from '../shared/platform-contract.ts'
import { platformText } from './platform-text.ts'
import { useText } from './text.tsx'

type Props = {
  fileId: string
  /** What is to be seen, or the file's name. */
  alt: string
  /** Pixels of the page; the height follows 4:3 so that nothing jumps. */
  width?: number
}

/** The re-encoded picture of a file; a click opens the original. */
export function Picture({ fileId, alt, width = 240 }: Props) {
  const t = useText(platformText)
  const [missing, setMissing] = useState(false)
  const size = { width, height: Math.round((width * 3) / 4) }
  if (missing) {
    return (
      <span className="picture picture-missing" style={size}>
        {width < 120 ? <abbr title={t('picture.missing')}>—</abbr> : t('picture.missing')}
      </span>
    )
  }
  return (
    <a
      className="picture"
      href={addressOf(platformContract.getFile, { id: fileId })}
      title={t('picture.open')}
      style={size}
    >
      <img
        src={addressOf(platformContract.getPicture, { id: fileId })}
        alt={alt}
        loading="lazy"
        {...size}
        onError={() => setMissing(true)}
      />
    </a>
  )
}

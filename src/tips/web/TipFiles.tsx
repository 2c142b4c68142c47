/** The pictures and videos of a tip as its holder sees them: reading copies and stills, never an original. */
import { Form, Input } from 'antd'
import { useState } from 'react'
import { addressOf } from '../../platform/shared/address.ts'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useText } from '../../platform/web/text.tsx'
import type { TipDetail } from '../office-contract.ts'
import { type TipFile, tipFileContract } from '../tip-file-contract.ts'
import { tipFileText } from '../tip-file-text.ts'
import { custodians } from './office-client.ts'
import { useOpenings } from './use-openings.ts'

export function TipFiles({ tip }: { tip: TipDetail }) {
  const t = useText(tipFileText)
  const numbers = numbersOf(tip.files)
  return (
    <>
      <h2 className="part">
        {t('files')} {tip.files.length > 0 && <small className="soft">{t('filesHelp')}</small>}
      </h2>
      {tip.files.length === 0 && <p className="soft">{t('filesNone')}</p>}
      {tip.files.length > 0 && (
        <ol className="tip-files">
          {tip.files.map((file) => (
            <OneFile key={file.id} tipId={tip.id} file={file} numbers={numbers} />
          ))}
        </ol>
      )}
    </>
  )
}

/** Pictures and videos are numbered as they came, each kind by itself. */
function numbersOf(files: readonly TipFile[]): ReadonlyMap<string, number> {
  const count = { photo: 0, video: 0, still: 0 }
  return new Map(
    files.map(({ id, kind }) => {
      count[kind] += 1
      return [id, count[kind]]
    }),
  )
}

const originalOf = ({ sealed, originalRemovedAt }: TipFile) =>
  originalRemovedAt !== null ? 'originalRemoved' : sealed ? 'original' : 'noOriginal'

type FileProps = { tipId: string; file: TipFile; numbers: ReadonlyMap<string, number> }

function OneFile({ tipId, file, numbers }: FileProps) {
  const t = useText(tipFileText)
  const format = useFormat()
  const number = numbers.get(file.ofFile ?? file.id) ?? 0
  const name = t(file.kind, { number, second: file.atSecond ?? 0 })
  return (
    <li>
      {file.state === 'ready' ? (
        <Reading tipId={tipId} fileId={file.id} name={name} />
      ) : (
        <span className="picture picture-missing tip-file-box">
          {t(file.originalRemovedAt !== null && file.state === 'sealed' ? 'originalRemoved' : file.state)}
        </span>
      )}
      <p>
        <strong>{name}</strong>
        <br />
        <span className="soft">
          {format.instant(file.receivedAt ?? file.announcedAt)}
          {file.kind !== 'still' && ` · ${t(originalOf(file))}`}
          {file.kind === 'still' && ` · ${t(`madeAs.${file.madeAs ?? 'former'}`)}`}
        </span>
        {file.showsPlace && <span className="tip-file-place">{t('showsPlace')}</span>}
      </p>
      {file.kind === 'video' && file.state === 'sealed' && file.originalRemovedAt === null && (
        <AskStills tipId={tipId} fileId={file.id} />
      )}
    </li>
  )
}

/** Stills are made by the custodians; whoever handles the tip asks for them and sees no more than they make. */
function AskStills({ tipId, fileId }: { tipId: string; fileId: string }) {
  const t = useText(tipFileText)
  const asked = useOpenings({ tipId })
  if (!asked.rows) return null
  if (asked.rows.some(({ videoId, state }) => videoId === fileId && state === 'requested'))
    return <span className="soft">{t('stillsAsked')}</span>
  return (
    <FormAct<{ purpose: string }, unknown>
      small
      label={t('askStills')}
      help={t('askStillsHelp')}
      run={({ purpose }) => custodians.requestStills({ id: tipId, fileId, purpose })}
    >
      <Form.Item
        name="purpose"
        label={t('stillsPurpose')}
        rules={[{ required: true, whitespace: true, message: t('stillsPurposeMissing') }]}
      >
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
    </FormAct>
  )
}

function Reading({ tipId, fileId, name }: { tipId: string; fileId: string; name: string }) {
  const t = useText(tipFileText)
  const [missing, setMissing] = useState(false)
  const address = addressOf(tipFileContract.getTipPicture, { id: tipId, fileId })
  if (missing) return <span className="picture picture-missing tip-file-box">{t('noPicture')}</span>
  return (
    <a className="picture tip-file-box" href={address} target="_blank" rel="noreferrer">
      <img src={address} alt={name} loading="lazy" onError={() => setMissing(true)} />
    </a>
  )
}

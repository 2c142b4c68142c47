/** The receipt: the code to copy and to type once, the file, the QR code. */
import { useState } from 'react'
import { fileText } from '../file-text.ts'
import { readCode } from '../receipt-code.ts'
import { reportText } from '../report-text.ts'
import type { TipReceipt } from '../tip-contract.ts'
import { AddFiles } from './AddFiles.tsx'
import { CodeField } from './CodeField.tsx'
import { CodeInGroups } from './CodeInGroups.tsx'
import { leaveFast } from './leaving.ts'
import { saveReceipt } from './receipt-file.ts'
import type { Sent } from './sending.ts'
import { useWords } from './words.tsx'

type Props = { sent: Sent; isCopied: boolean; onCopied: () => void; onMine: () => void }

export function ReceiptView({ sent: { code, receipt, before, place }, isCopied, onCopied, onMine }: Props) {
  const t = useWords(reportText)
  const f = useWords(fileText)
  const [fileSteps, setFileSteps] = useState<TipReceipt['steps']>([])
  return (
    <>
      <p>{t('done.on', { date: receipt.receivedOn, county: receipt.countyName })}</p>
      {before && <p className="notice">{t('done.before')}</p>}
      <h2>{t('done.code')}</h2>
      <CodeInGroups code={code} />
      <p>{t('done.code.help')}</p>
      {isCopied ? (
        <p className="good" role="status">
          {t('done.type.right')}
        </p>
      ) : (
        <TypedBack code={code} onRight={onCopied} />
      )}
      {isCopied ? (
        <AddFiles {...place} code={code} onReceived={({ step }) => setFileSteps([...fileSteps, step])} />
      ) : (
        <p className="help">{f('later')}</p>
      )}
      <button
        type="button"
        className="wide"
        onClick={() => saveReceipt({ ...receipt, steps: [...receipt.steps, ...fileSteps] })}
      >
        {t('done.file')}
      </button>
      <p className="help">{t('done.file.help')}</p>
      <QrOfCode code={code} />
      {isCopied && (
        <>
          <button type="button" className="primary wide" onClick={onMine}>
            {t('done.mine')}
          </button>
          <button type="button" className="wide" onClick={leaveFast}>
            {t('done.leave')}
          </button>
        </>
      )}
    </>
  )
}

function TypedBack({ code, onRight }: { code: string; onRight: () => void }) {
  const t = useWords(reportText)
  const [typed, setTyped] = useState('')
  const signs = typed.replace(/[^0-9a-z]/gi, '').length
  const take = (text: string) => {
    setTyped(text)
    if (readCode(text) === readCode(code)) onRight()
  }
  return (
    <CodeField label={t('done.type')} value={typed} onChange={take}>
      {signs >= 20 && (
        <small className="notice" role="alert">
          {t('done.type.wrong')}
        </small>
      )}
    </CodeField>
  )
}

function QrOfCode({ code }: { code: string }) {
  const t = useWords(reportText)
  const [picture, setPicture] = useState<string>()
  const [failed, setFailed] = useState(false)
  const draw = async () => {
    const { qrOf } = await import('./qr.ts')
    setPicture(await qrOf(`${window.location.origin}/public/mine#${code}`))
  }
  if (picture !== undefined)
    return (
      <>
        <img className="qr" src={picture} width={240} height={240} alt={t('done.qr.alt')} />
        <p className="help">{t('done.qr.help')}</p>
      </>
    )
  return (
    <>
      {failed && <p className="notice">{t('failed')}</p>}
      <button type="button" className="wide" onClick={() => draw().catch(() => setFailed(true))}>
        {t('done.qr')}
      </button>
    </>
  )
}

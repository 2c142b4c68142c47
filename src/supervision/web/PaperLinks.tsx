import { Button } from 'antd'
import { useAsOf } from '../../platform/web/area-source.ts'

/** An official document as Word and as PDF, on the day that is looked at. @param address with a query already. */
export function PaperLinks({ address: path, word, pdf }: { address: string; word: string; pdf: string }) {
  const { asOf } = useAsOf()
  const address = asOf === undefined ? path : `${path}&asOf=${asOf}`
  return (
    <>
      <Button href={`${address}&format=docx`} download>
        {word}
      </Button>
      <Button href={`${address}&format=pdf`} download>
        {pdf}
      </Button>
    </>
  )
}

import { Button } from 'antd'

/** An official document as Word and as PDF. @param address with a query already. */
export function PaperLinks({ address, word, pdf }: { address: string; word: string; pdf: string }) {
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

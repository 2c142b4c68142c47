import { useText } from '../../platform/web/text.tsx'
import type { NoticeRecord } from '../contract.ts'
import { isNamed } from '../receipt-contract.ts'
import { noticesText } from '../text.ts'

/** The notice as a document, in the language it was written in: issuer, number, title, addressees, paragraphs, date. */
export function NoticeDocument({ notice }: { notice: NoticeRecord }) {
  const t = useText(noticesText)
  const names = notice.addresseeRows.filter(isNamed).map((row) => row.agencyName?.zh ?? row.areaName)
  return (
    <article className="official-document" aria-label={t('document')} lang="zh-CN">
      <p className="document-issuer">{notice.issuerName.zh}</p>
      <p className="document-number">{notice.number ?? t('noNumber')}</p>
      <h2>{notice.title}</h2>
      <p className="document-addressees">{names.join('、')}：</p>
      {notice.paragraphs.map((paragraph, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs are known by their number
        <section key={i} id={`paragraph-${i + 1}`}>
          <h3>
            {numeral(i + 1)}、{paragraph.heading}
          </h3>
          {paragraph.text.split('\n').map((text, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <p key={k}>{text}</p>
          ))}
        </section>
      ))}
      <footer>
        <span>{notice.issuerName.zh}</span>
        {notice.issuedOn && <span>{documentDate(notice.issuedOn)}</span>}
      </footer>
    </article>
  )
}

const digits = '零一二三四五六七八九'

/** 一 … 四十, as headings of official documents are numbered. */
function numeral(value: number): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones] : ''}`
}

/** 2018年2月9日, as official documents are dated. */
function documentDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

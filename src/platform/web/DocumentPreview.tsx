import { useMemo } from 'react'
import {
  type OfficialDocumentInput,
  officialDocument,
  type PrintedBlock,
  printedBody,
  printedLines,
} from '../shared/official-document.ts'
import { platformText } from './platform-text.ts'
import { useText } from './text.tsx'
import './styles/paper.css'

/** The document on the screen, in reading order; the binding layout is that of the file. */
export function DocumentPreview({ input }: { input: OfficialDocumentInput }) {
  const t = useText(platformText)
  const document = useMemo(() => officialDocument.parse(input), [input])
  const lines = printedLines(document)
  return (
    <article className="official-paper" lang="zh-CN" aria-label={t('document')}>
      {lines.pageMarks.length > 0 && <p className="paper-mark">{lines.pageMarks.join('　')}</p>}
      <p className="paper-issuer">{document.issuer}</p>
      <p className="paper-number">
        <span>{lines.number}</span>
        {lines.signatory && <span>{lines.signatory}</span>}
      </p>
      <h2>{document.title}</h2>
      {lines.recipients && <p className="paper-flush paper-recipients">{lines.recipients}</p>}
      <Blocks blocks={printedBody(document.body)} />
      {lines.figuresAsOf && <p>{lines.figuresAsOf}</p>}
      {document.closing && <p>{document.closing}</p>}
      {lines.attachments.length > 0 && (
        <div className="paper-attachments">
          <span>附件：</span>
          <span>
            {lines.attachments.map((title) => (
              <span key={title}>{title}</span>
            ))}
          </span>
        </div>
      )}
      {lines.attendance.map(({ label, names }) => (
        <p key={label}>
          <strong>{label}</strong>
          {names}
        </p>
      ))}
      {lines.signature && (
        <footer>
          <span>{lines.signature}</span>
          <span>{lines.date}</span>
        </footer>
      )}
      {lines.annexes.map(({ label, title, body }) => (
        <section key={label}>
          <p className="paper-flush">{label}</p>
          <h2>{title}</h2>
          <Blocks blocks={body} />
        </section>
      ))}
    </article>
  )
}

const Blocks = ({ blocks }: { blocks: PrintedBlock[] }) =>
  blocks.map((block, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a document are known by their place
    <BlockOf key={i} block={block} />
  ))

function BlockOf({ block }: { block: PrintedBlock }) {
  if (block.type === 'heading') return <h3>{block.text}</h3>
  if (block.type === 'paragraph') return <p>{block.text}</p>
  return (
    <div className="paper-scroll">
      <table>
        {(block.caption || block.unit) && (
          <caption>
            {block.caption}
            {block.unit && <small>（单位：{block.unit}）</small>}
          </caption>
        )}
        <thead>
          <tr>
            {block.columns.map((column) => (
              <th key={column.title} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed table have no other name
            <tr key={i}>
              {row.map((cell, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={k} style={{ textAlign: block.columns[k]?.align }}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The public register: what became of the tips, the newest signature, and how to check both. No account. */
import './register.css'
import { useText } from '../../platform/web/text.tsx'
import { useAnswer } from '../../platform/web/use-answer.ts'
import { registerText } from '../register-text.ts'
import { BooksTable } from './BooksTable.tsx'
import { KeyChanges } from './KeyChanges.tsx'
import { proofClient, register } from './proof-client.ts'
import { ReceiptCheck } from './ReceiptCheck.tsx'
import { chinaTime } from './ReceiptReportView.tsx'

type Answer = Awaited<ReturnType<typeof register.getBooks>>

export function RegisterPage() {
  const t = useText(registerText)
  const { data, failed, retry } = useAnswer('books', () => register.getBooks({}))
  return (
    <>
      <p>{t('intro')}</p>
      {failed && (
        <div className="notice" role="alert">
          <p>{t('check.fetchFailed')}</p>
          <button type="button" className="button" onClick={retry}>
            {t('retry')}
          </button>
        </div>
      )}
      {data && <Books answer={data} />}
      {data && <Head answer={data} />}
      {data && <KeyChanges current={data.key} />}
      <section aria-labelledby="check">
        <h2 id="check">{t('check.title')}</h2>
        <ReceiptCheck source={proofClient} />
        <p className="soft">
          {t('check.offline')}{' '}
          <a href="/public/check.html" download="gangshao-check.html">
            {t('check.download')}
          </a>
        </p>
      </section>
      <section aria-labelledby="how">
        <h2 id="how">{t('how.title')}</h2>
        <p>{t('how.help')}</p>
        <pre className="panel">gangshao register audit {window.location.origin}</pre>
        <p>{t('how.limits')}</p>
      </section>
      <PageHashes />
    </>
  )
}

/** What this page and the reporting pages consist of, as the build wrote it; a changed file can be found by anyone. */
function PageHashes() {
  const t = useText(registerText)
  const { data } = useAnswer('page-hashes', async () => {
    const response = await fetch('/public/pages.sha256')
    if (!response.ok) throw new Error(String(response.status))
    return response.text()
  })
  if (!data) return null
  return (
    <section aria-labelledby="pages">
      <h2 id="pages">{t('pages.title')}</h2>
      <p>{t('pages.help')}</p>
      <pre className="panel">gangshao register pages {window.location.origin}</pre>
      <details>
        <summary>{t('pages.show', { count: data.trim().split('\n').length })}</summary>
        <pre className="panel octets">{data}</pre>
      </details>
      <p>
        <a className="button" href="/public/pages.sha256" download>
          {t('pages.save')}
        </a>
      </p>
    </section>
  )
}

function Books({ answer: { head, rows } }: { answer: Answer }) {
  const t = useText(registerText)
  return (
    <section aria-labelledby="books">
      <h2 id="books">{t('books.title')}</h2>
      <p>{t('books.help')}</p>
      {rows.length > 0 ? <BooksTable rows={rows} /> : <p className="panel">{t(head ? 'books.empty' : 'books.none')}</p>}
      <p className="soft">{t('books.equations')}</p>
    </section>
  )
}

function Head({ answer: { head, key } }: { answer: Answer }) {
  const t = useText(registerText)
  return (
    <section aria-labelledby="head">
      <h2 id="head">{t('head.title')}</h2>
      <p>{t('head.help')}</p>
      <div className="panel">
        <dl className="facts">
          {head && (
            <>
              <dt>{t('head.at')}</dt>
              <dd>{chinaTime(head.at)}</dd>
              <dt>{t('head.size')}</dt>
              <dd>{head.size.toLocaleString('en')}</dd>
              <dt>{t('head.root')}</dt>
              <dd className="octets">{head.root}</dd>
            </>
          )}
          <dt>{t('head.key')}</dt>
          <dd>
            <span className="octets">{key}</span>
            <br />
            <span className="soft">{t('head.key.help')}</span>
          </dd>
        </dl>
        {head && (
          <p>
            <a className="button" href="/api/register/checkpoint" download="gangshao-head.txt">
              {t('head.save')}
            </a>
          </p>
        )}
      </div>
    </section>
  )
}

/** What was handed in for a task, version by version, and what was said to each. */
import { useFormat } from '../../platform/web/format.ts'
import { RecordLimits } from '../../platform/web/RecordLimits.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import type { ProductVersion } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { noticesText } from '../text.ts'

const markOf = ({ status, late }: ProductVersion): MarkStatus => {
  if (status === 'returned') return 'ended'
  if (status === 'delivered') return 'due'
  return late ? 'doneLate' : 'done'
}

export function Products({ products }: { products: readonly ProductVersion[] }) {
  const t = useText(deliveryText)
  if (products.length === 0) return null
  return (
    <section>
      <h2 className="part">{t('products')}</h2>
      <ol className="products">
        {products.map((product) => (
          <li key={product.id}>
            <Version product={product} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Version({ product }: { product: ProductVersion }) {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const format = useFormat()
  const path = useSubjectPath()(product.productKind ?? '', product.productId ?? '')
  const at = format.instant(product.deliveredAt)
  return (
    <>
      <p className="acts">
        <strong>{t('version', { number: product.version })}</strong>
        <StatusMark status={markOf(product)} word={t(`version.${product.status}`)} />
        {product.late && <StatusMark status="doneLate" word={t('late')} />}
        {product.fileId && <a href={`/api/files/${product.fileId}`}>{t('download')}</a>}
        {path && <ScreenLink to={path}>{n('openRecord')}</ScreenLink>}
      </p>
      <p className="soft">
        {product.deliveredBy ? t('deliveredBy', { name: product.deliveredBy, at }) : t('deliveredBy.unknown', { at })}
        {product.reviewedBy && product.reviewedAt && (
          <> · {t('reviewed', { name: product.reviewedBy, at: format.instant(product.reviewedAt) })}</>
        )}
      </p>
      {product.returnedReason && <p>{product.returnedReason}</p>}
      {product.status === 'delivered' && <RecordLimits subjectId={product.id} />}
    </>
  )
}

import { usePick, useText } from '../../platform/web/text.tsx'
import type { ChainLink } from '../place.ts'
import { publicityText } from '../text.ts'

/** From the place up to the city: who answers, by name and post. */
export function Chain({ chain, on }: { chain: readonly ChainLink[]; on: string }) {
  const t = useText(publicityText)
  return (
    <section className="panel" aria-labelledby="answers">
      <h2 id="answers">{t('answers', { name: chain[0]?.name ?? '' })}</h2>
      <dl className="facts">
        {chain.map((link) => (
          <Link key={link.id} link={link} />
        ))}
      </dl>
      <p className="soft">
        {t('answers.on', { date: on })} {t('noPhones')}
      </p>
    </section>
  )
}

function Link({ link }: { link: ChainLink }) {
  const t = useText(publicityText)
  const pick = usePick()
  return (
    <>
      <dt>
        {t(`level.${link.level}`)}
        <br />
        <strong>{link.name}</strong>
      </dt>
      <dd>
        {link.holders === null && t('village')}
        {/* the rulebook asks for no named post of the city itself: its office stands for it */}
        {link.holders?.length === 0 && link.level !== 'city' && t('vacant')}
        {link.holders?.map((holder) => (
          <div key={holder.post + holder.name}>
            {t(`post.${holder.post}`)} <strong>{holder.name}</strong>
          </div>
        ))}
        {link.officeName && <div className="soft">{t('office', { name: pick(link.officeName) })}</div>}
      </dd>
    </>
  )
}

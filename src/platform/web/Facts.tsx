import { Fragment, type ReactNode } from 'react'

/** The facts of a record as pairs of name and value; null is shown as a dash, undefined leaves the pair out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  const given = facts.filter(([, value]) => value !== undefined)
  return (
    <dl className="record-facts">
      {given.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value ?? '—'}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

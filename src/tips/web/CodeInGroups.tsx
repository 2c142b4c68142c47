/** A code, big, in its groups; read aloud sign by sign. */
export function CodeInGroups({ code }: { code: string }) {
  return (
    <p className="code-groups">
      {code.split('-').map((group) => (
        <span key={group} role="img" aria-label={[...group].join(' ')}>
          {group}
        </span>
      ))}
    </p>
  )
}

/**
 * Values into ClickHouse SQL, escaped here: Debian's clickhouse-server 18.16 has no parameters of its own, and the same SQL must
 * run on it, on a current server and on chDB.
 */

export type SqlValue = string | number | bigint | boolean | null | readonly SqlValue[]
export type SqlParameters = Readonly<Record<string, SqlValue>>

const escapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\0': '\\0',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}

/** Any text as a ClickHouse string literal; NUL and control characters survive. */
export function sqlString(text: string): string {
  return `'${text.replace(/[\\'\0\b\t\n\f\r]/g, (character) => escapes[character] ?? character)}'`
}

/** A value as a literal; a list inside a list as an array. */
export function sqlLiteral(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return sqlString(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return numberLiteral(value)
  return `[${value.map(sqlLiteral).join(',')}]`
}

function numberLiteral(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return String(value)
}

/**
 * Puts values in the place of `{name}`. A list becomes its elements with commas, so the SQL says `in ({accounts})` or `[{values}]`.
 * Values are never searched for placeholders; without parameters the SQL stays as it is, so what is bound already is not bound again.
 * @throws RangeError for a name without a value, a value without a place, or an empty list (SQL has none: ask nothing instead).
 */
export function bindSql(sql: string, parameters?: SqlParameters): string {
  if (parameters === undefined) return sql
  const used = new Set<string>()
  const bound = sql.replace(/\{([a-zA-Z]\w*)\}/g, (_, name: string) => {
    const value = parameters[name]
    if (value === undefined) throw new RangeError(`no value for {${name}}`)
    used.add(name)
    if (!Array.isArray(value)) return sqlLiteral(value)
    if (value.length === 0) throw new RangeError(`empty list for {${name}}`)
    return value.map(sqlLiteral).join(',')
  })
  const idle = Object.keys(parameters).filter((name) => !used.has(name))
  if (idle.length > 0) throw new RangeError(`no place for ${idle.join(', ')}`)
  return bound
}

/** A table's or column's name as it is. @throws RangeError for anything else, whoever it comes from. */
export function sqlName(name: string): string {
  if (!/^[a-zA-Z_]\w*(\.[a-zA-Z_]\w*)?$/.test(name)) throw new RangeError(`not a name: ${name}`)
  return name
}

/** What commands say: results on stdout, everything else on stderr, so that `--json` can be piped. */

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
export const note = (line: string): void => void process.stderr.write(`${line}\n`)

/** Prints a result: one JSON document, or lines for a person. */
export function sayResult(json: boolean | undefined, result: unknown, lines: readonly string[]): void {
  say(json ? JSON.stringify(result, null, 2) : lines.join('\n'))
}

/** A bar on stderr for what takes longer than two seconds; on a log instead of a terminal, a line every ten seconds. */

export type Progress = {
  /** @param share 0–1 of the work that is done. */
  show(share: number): void
  end(): void
}

const quietMs = 2000
const width = 30

export function openProgress(
  label: string,
  out: NodeJS.WriteStream = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  const began = now()
  const everyMs = out.isTTY ? 100 : 10_000
  let shownAt = began + quietMs - everyMs
  let shown = false
  return {
    show(share) {
      if (now() - shownAt < everyMs) return
      shownAt = now()
      shown = true
      const filled = Math.round(width * Math.min(1, Math.max(0, share)))
      const text = `${label} [${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${Math.floor(share * 100)} %`
      out.write(out.isTTY ? `\r${text}` : `${text}\n`)
    },
    end() {
      if (shown && out.isTTY) out.write('\r\x1b[2K')
    },
  }
}

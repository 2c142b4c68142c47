import { tryAnswers } from '../proof-of-work.ts'

/** Attempts between two breaths of the page: some fifty milliseconds on an old phone. */
const slice = 500

/** Works a challenge out in slices, so that the page stays alive. @param onProgress share of 0–1 that is likely done. */
export async function workOut(challenge: string, bits: number, onProgress: (share: number) => void): Promise<string> {
  for (let from = 0; ; from += slice) {
    const answer = tryAnswers(challenge, bits, from, slice)
    if (answer !== null) return answer
    onProgress(1 - Math.exp(-(from + slice) / 2 ** bits))
    await new Promise((breathe) => setTimeout(breathe, 0))
  }
}

/** Somebody who reports in the demo city: a device of their own works, seals and keeps the code, as the public page does it. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Question } from '../../platform/shared/address.ts'
import { sealHalf, sealLetter } from '../../tips/envelope.ts'
import { makeKey } from '../../tips/key-file.ts'
import { keyLetter, type Letter } from '../../tips/letter.ts'
import { tipOfficeContract } from '../../tips/office-contract.ts'
import { tryAnswers } from '../../tips/proof-of-work.ts'
import { makeCode } from '../../tips/receipt-code.ts'
import { tipIntakeContract } from '../../tips/tip-contract.ts'
import type { Piece } from '../../tips/tip-file.ts'
import { tipFileContract } from '../../tips/tip-file-contract.ts'
import type { Hands } from './hands.ts'

export type Said = Question<typeof tipIntakeContract.sendTip>['report']
export type ClerkEntry = { clerk: string } & Pick<
  Question<typeof tipOfficeContract.enterTip>,
  'channel' | 'sourceNumber'
>

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
const newCode = (): string => makeCode(random(10))
const nothing: Letter = { name: '', contact: '', private: '' }

export class Reporter {
  readonly code = newCode()
  /** The code of the claim, once the reward was claimed. */
  claimCode: string | undefined

  constructor(
    private readonly hands: Hands,
    private readonly said: Said,
    private readonly letter: Letter = nothing,
  ) {}

  /** By the public page. */
  async send(): Promise<void> {
    const { challenge, bits } = await this.hands.ok(null, tipIntakeContract.getChallenge, {})
    const answer = tryAnswers(challenge, bits, 0, 2 ** (bits + 6))
    if (answer === null) throw new Error('the work was not done')
    const { code, said: report } = this
    const envelope = await this.seal(this.letter)
    await this.hands.ok(null, tipIntakeContract.sendTip, { challenge, answer, code, report, envelope })
  }

  /** By a clerk, whose browser makes the code, reads it aloud and seals. */
  async tell({ clerk, ...entry }: ClerkEntry): Promise<void> {
    const { code, said: report } = this
    const envelope = await this.seal(this.letter)
    await this.hands.ok(clerk, tipOfficeContract.enterTip, { ...entry, code, report, envelope })
  }

  async write(words: string): Promise<void> {
    await this.underCode(tipIntakeContract.writeToOffice, words)
  }

  async dispute(words: string): Promise<void> {
    await this.underCode(tipIntakeContract.disputeResult, words)
  }

  /** The copy that may be looked at, and the original, sealed to a key that travels in an envelope of its own. */
  async addPhoto(picture: Buffer): Promise<void> {
    const { hands, code } = this
    const { identity, recipient } = await makeKey(hands.app.platform.config.sealing)
    const sealed = Buffer.from(await sealHalf(new Uint8Array(picture), [recipient]))
    const { token } = await hands.byCode(code, tipFileContract.announceFile, {
      token: '',
      id: randomUUID(),
      kind: 'photo',
      showsPlace: false,
      readingOctets: picture.length,
      sealedOctets: sealed.length,
      envelope: await this.seal(keyLetter(identity, 'image/jpeg')),
    })
    const send = (piece: Piece, octets: Buffer) =>
      hands.byCode(token, tipFileContract.addFilePart, { token: '', piece, offset: 0 }, octets)
    await send('reading', picture)
    await send('sealed', sealed)
    await hands.byCode(token, tipFileContract.finishFile, { token: '' })
  }

  async claim(): Promise<void> {
    this.claimCode = newCode()
    const { code, claimCode } = this
    await this.hands.byCode(code, tipIntakeContract.claimReward, { token: '', claimCode })
  }

  private async underCode(
    operation: typeof tipIntakeContract.writeToOffice | typeof tipIntakeContract.disputeResult,
    words: string,
  ): Promise<void> {
    await this.hands.byCode(this.code, operation, { token: '', words, envelope: await this.seal(nothing) })
  }

  private async seal(letter: Letter) {
    const { placeAreaId, countyInvolved = false } = this.said
    const question = { placeAreaId, countyInvolved: countyInvolved ? ('true' as const) : ('false' as const) }
    const { keys } = await this.hands.ok(null, tipIntakeContract.getSealingKeys, question)
    if (keys === null) throw new Error('nobody keeps the keys')
    return sealLetter(letter, keys, random)
  }
}

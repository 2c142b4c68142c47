/** `gangshao register change-key`: another key signs for the register from a day on. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { asProgram } from '../../platform/server/http.ts'
import { changeKey, type MadeChange } from '../../tips/register-key-acts.ts'
import type { NoteAlgorithm } from '../../tips/signed-note.ts'
import { withApplication } from './ground.ts'
import { sayResult } from './print.ts'

type Options = { from?: string; algorithm?: NoteAlgorithm; lost?: boolean; json?: boolean }

function dayOption(text: string): string {
  if (!z.iso.date().safeParse(text).success)
    throw new InvalidArgumentError('a day such as 2018-03-15 / 日期，如 2018-03-15')
  return text
}

async function change({ from, algorithm, lost = false, json }: Options): Promise<void> {
  const made = await withApplication(({ platform }) =>
    asProgram(platform, (context) =>
      changeKey(context, { algorithm: algorithm ?? platform.config.signature, from, lost }),
    ),
  )
  sayResult(json, made, linesOf(made))
}

const linesOf = ({ oldKey, newKey, from, lost, vouched }: MadeChange): string[] => [
  `old key / 旧公钥: ${oldKey}`,
  `new key / 新公钥: ${newKey}`,
  `signs from / 启用: ${from}`,
  vouched
    ? 'published as a loss that the announced key vouches for: audits hold; that key will never sign. Put the new key on the posters now.' +
      '\n已公布为密钥遗失，由已公告的密钥作证：核对仍然相符；该密钥不再启用。请立即更新公告牌。'
    : lost
      ? 'PUBLISHED AS A LOSS: audits fail until people are given the new key another way. Put it on the posters now.' +
        '\n已公布为密钥遗失：在公众另行取得新公钥之前，核对结果为不符。请立即更新公告牌。'
      : 'announced, signed by both keys; put the new key on the posters before that day / 已由新旧密钥共同签名公告，请在启用日前更新公告牌',
  'the new secret is in the folder secrets: make a backup now / 新密钥在 secrets 目录中，请立即备份',
]

export const changeKeyCommand = new Command('change-key')
  .description('announce another key, which signs from a day on / 更换登记簿的签名密钥')
  .option('--from <day>', 'first day of the new key; the day after tomorrow if not given / 启用日，默认后天', dayOption)
  .addOption(
    new Option('--algorithm <kind>', 'kind of the new key; GANGSHAO_SIGNATURE if not given / 新密钥的算法').choices([
      'ed25519',
      'sm2',
    ]),
  )
  .addOption(
    new Option(
      '--lost',
      'the key in force is gone for good: the new one signs at once, which is published / 现用密钥确已遗失：新密钥立即启用，并公开说明',
    ).conflicts('from'),
  )
  .option('--json', 'print the change as JSON')
  .addHelpText(
    'after',
    '\nRefused where the old key cannot sign: restore it from a backup first. A running program takes the new key up by itself.' +
      '\n旧密钥无法签名时拒绝执行：请先用备份恢复。正在运行的程序会自行启用新密钥。',
  )
  .action(change)

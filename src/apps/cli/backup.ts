/** `gangshao backup` and `gangshao restore`: the whole data folder of a program that is stopped. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { type BackupManifest, backupFolder, restoreFolder } from '../../platform/server/backup.ts'
import { readConfig } from '../../platform/server/config.ts'
import { type DataFolder, prepareDataFolder } from '../../platform/server/data-folder.ts'
import { startEmbeddedPostgres } from '../../platform/server/embedded-postgres.ts'
import { openMeterStore } from '../../platform/server/meter-store.ts'
import { Refusal } from '../../platform/shared/refusal.ts'
import { checkout } from '../server/foundation.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

const sizeOf = ({ files }: BackupManifest) => ({
  files: files.length,
  megabytes: Math.round(files.reduce((sum, { size }) => sum + size, 0) / 1e5) / 10,
})

/** Servers of one's own have their own means, and their data are not in this folder. */
function dataFolderOfOurs(): Promise<DataFolder> {
  const config = readConfig()
  if (config.databaseUrl !== undefined || config.clickhouseUrl !== undefined) throw new Refusal('backup-own-servers')
  return prepareDataFolder({ checkout, dataFolder: config.dataFolder })
}

/**
 * Opens both stores and shuts them down again: what a kill has left is made good, and whoever still uses them is found out.
 * Refuses `backup-in-use`.
 */
async function shutDownWhole(folder: DataFolder): Promise<void> {
  const meters = await openMeterStore({ folder: join(folder.dataDir, 'meters') }).catch((cause: unknown) => {
    throw new Refusal('backup-in-use', { reason: cause instanceof Error ? cause.message.slice(0, 200) : '' })
  })
  await meters.close()
  const postgres = await startEmbeddedPostgres(folder)
  if (!(await postgres.stop())) throw new Refusal('backup-in-use')
}

async function backup({ out, json }: { out: string; json?: boolean }): Promise<void> {
  const folder = await dataFolderOfOurs()
  if (!existsSync(join(folder.dataDir, 'pg'))) throw new Refusal('backup-nothing', { folder: folder.dataDir })
  await shutDownWhole(folder)
  const progress = openProgress('backup')
  const made = await backupFolder(folder.dataDir, resolve(out), new Date(), progress.show)
  progress.end()
  if (existsSync(join(folder.dataDir, 'pg', 'postmaster.pid'))) throw new Refusal('backup-in-use')
  const { files, megabytes } = sizeOf(made)
  sayResult(json, { out, files, megabytes }, [`${out}: files / 文件 ${files}, MB ${megabytes}`])
}

async function restore({ from, json }: { from: string; json?: boolean }): Promise<void> {
  const folder = await dataFolderOfOurs()
  const progress = openProgress('restore')
  const made = await restoreFolder(resolve(from), folder.dataDir, folder.databaseAccount, progress.show)
  progress.end()
  const { files, megabytes } = sizeOf(made)
  sayResult(json, { folder: folder.dataDir, madeAt: made.madeAt, files, megabytes }, [
    `${folder.dataDir}: files / 文件 ${files}, MB ${megabytes}, made at / 备份时间 ${made.madeAt}`,
  ])
}

const embeddedOnly =
  '\nFor the embedded databases, with the program stopped. It holds secrets and personal data: keep it as safe as the server.\n用于内置数据库，须先停止程序。备份含密钥与个人信息，须与服务器同等保管。'

export const backupCommand = new Command('backup')
  .description('copy database, meter store, files and secrets together, with a SHA-256 of each file / 整体备份')
  .requiredOption('--out <folder>', 'an empty folder, or one to be made / 空目录')
  .option('--json', 'print what was copied as JSON')
  .addHelpText('after', embeddedOnly)
  .action(backup)

export const restoreCommand = new Command('restore')
  .description('bring a backup back into an empty data folder (GANGSHAO_DATA) / 恢复到空的数据目录')
  .requiredOption('--from <folder>', 'a folder made by backup / 备份目录')
  .option('--json', 'print what was restored as JSON')
  .addHelpText('after', embeddedOnly)
  .action(restore)

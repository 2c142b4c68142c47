/** Accounts of the operating system, and what they can reach. */
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'

export type Account = { name: string; uid: number; gid: number }

/** Accounts of /etc/passwd; empty where that file is missing. */
export async function readAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

/** Options of child_process that make the child run as the account; null = as we are. */
export function asAccount(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid }
}

/** Whether the account can enter a folder: tried, not computed, so access lists and mounts count too. */
export function canReach(folder: string, account: Account | null): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], {
    ...asAccount(account),
    cwd: '/',
    stdio: 'ignore',
  })
  return tried.status === 0
}

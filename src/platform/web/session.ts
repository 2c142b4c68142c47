/** Who is signed in, and what happens when the server no longer knows it. */
import {
  hashKey,
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryKey,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Actor } from '../shared/permission.ts'
import { platformContract } from '../shared/platform-contract.ts'
import { ClientError, client, post } from './client.ts'
import { dayAsked } from './day-shown.ts'

/** The platform's own operations. */
export const platform = client(platformContract)

const listeners = new Set<() => void>()
let ended = false

function setEnded(value: boolean): void {
  ended = value
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether some answer said that the session is over. */
export const useSessionEnded = (): boolean => useSyncExternalStore(subscribe, () => ended)

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ClientError && error.answer.code === 'not-signed-in'

const onError = (error: unknown): void => {
  if (isSignedOut(error)) setEnded(true)
}

/** Not reached: try twice more; refused: never again by itself. */
const retry = (count: number, error: unknown): boolean =>
  error instanceof ClientError && error.status === 0 && count < 2

/** Answers of one day are not those of another; who is signed in and whether the program runs are of no day. */
const hashOnDay = (key: QueryKey): string =>
  hashKey(key[0] === 'me' || key[0] === 'health' ? key : [...key, { day: dayAsked() ?? null }])

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry, networkMode: 'always', queryKeyHashFn: hashOnDay },
    mutations: { networkMode: 'always' },
  },
})

const meQuery = { queryKey: ['me'], queryFn: () => platform.getMe({}), staleTime: 60_000 }

/** For the gate only: may still be loading or refused. */
export const useMeQuery = () => useQuery(meQuery)

/** The signed-in person with the grants of today; within the signed-in pages always there. */
export const useMe = (): Actor => useSuspenseQuery(meQuery).data

export const useHealth = () =>
  useQuery({ queryKey: ['health'], queryFn: () => platform.getHealth({}), staleTime: 300_000 })

const asksForCode = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer && answer.twoFactorRedirect === true

/** @returns `code` when the six digits of the authenticator are wanted too. */
export async function signIn(username: string, password: string): Promise<'done' | 'code'> {
  const answer = await post('/api/auth/sign-in/username', { username, password })
  if (asksForCode(answer)) return 'code'
  await enter()
  return 'done'
}

export async function verifyCode(code: string): Promise<void> {
  await post('/api/auth/two-factor/verify-totp', { code })
  await enter()
}

/** Reads anew who is here; another person starts with nothing of the one before. */
async function enter(): Promise<void> {
  const before = queryClient.getQueryData<Actor>(meQuery.queryKey)
  const now = await platform.getMe({})
  if (before?.accountId !== now.accountId)
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'health' })
  queryClient.setQueryData(meQuery.queryKey, now)
  setEnded(false)
  await queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
}

/** @param everywhere also ends the sessions on all other devices. */
export async function signOut(everywhere: boolean): Promise<void> {
  if (everywhere) await post('/api/auth/revoke-sessions', {})
  await post('/api/auth/sign-out', {}).catch((error: unknown) => {
    // the session of this device may have ended with the others
    if (!everywhere) throw error
  })
  // a fresh page holds nothing of the person who left
  window.location.assign('/')
}

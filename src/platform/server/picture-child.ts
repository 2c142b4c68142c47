/** The program's end of the process that decodes pictures from outside. It is started for a picture, and ends when none has come for a while. */
import type { ChildProcess } from 'node:child_process'
import { forkBeside } from './fork-beside.ts'
import type { Picture } from './picture.ts'
import type { PictureReply, PictureRequest } from './picture-process.ts'

const idleMs = 60_000
/** A picture of the most points takes seconds. Whoever waits for one holds a transaction, and the chain of events with it. */
const longestMs = 60_000

let child: ChildProcess | undefined
let lastId = 0
let underWay = 0
let ending: NodeJS.Timeout | undefined

/**
 * Encodes a picture anew in a process of its own. @returns null for what is no picture, for one at which the process dies twice, and for one
 * with which it does not come to an end within `mostMs`. Throws where it cannot be read from the disk.
 */
export async function encodeApart(path: string, maxEdgePx: number, mostMs = longestMs): Promise<Picture | null> {
  clearTimeout(ending)
  underWay += 1
  try {
    for (let tries = 1; tries <= 2; tries += 1) {
      if (!child?.connected) child = startChild()
      lastId += 1
      const answer = await ask(child, { id: lastId, path, maxEdgePx }, mostMs)
      if (answer === 'late') return null
      if (answer !== 'died') return answer
    }
    return null
  } finally {
    underWay -= 1
    if (underWay === 0) ending = setTimeout(endPictureProcess, idleMs).unref()
  }
}

/** Ends it, if it lives; the next picture starts another. */
export function endPictureProcess(): void {
  if (child?.connected) child.disconnect()
}

function startChild(): ChildProcess {
  // secrets come by the environment
  const started = forkBeside(import.meta.url, 'picture-process', { env: {} })
  // nobody reads what a decoder complains of, and a full pipe would stop it
  started.stderr?.resume()
  // told to whoever waits; alone it would end the program
  started.on('error', () => {})
  // a program that has nothing else to do may end
  started.unref()
  started.channel?.unref()
  return started
}

function ask(asked: ChildProcess, request: PictureRequest, mostMs: number): Promise<Picture | null | 'died' | 'late'> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      end()
      asked.kill('SIGKILL')
      // connected until its end is heard of: the next picture must not be given to it
      if (child === asked) child = undefined
      resolve('late')
    }, mostMs)
    const end = () => {
      clearTimeout(late)
      asked.off('message', hear)
      asked.off('exit', die)
      asked.off('error', die)
    }
    const die = () => {
      end()
      resolve('died')
    }
    const hear = (reply: PictureReply) => {
      if (reply.id !== request.id) return
      end()
      if ('error' in reply) reject(new Error(reply.error))
      else resolve(reply.picture)
    }
    asked.on('message', hear)
    asked.on('exit', die)
    asked.on('error', die)
    asked.send(request, (error) => error && die())
  })
}

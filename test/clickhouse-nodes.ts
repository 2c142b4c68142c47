/** Two nodes of Debian's clickhouse-server on free ports of the loopback, as one cluster of two shards; for tests only. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const program = ['/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server'].find(existsSync)
export const hasClickhouse = program !== undefined

type Node = { http: number; tcp: number; folder: string }

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const shard = ({ tcp }: Node) =>
  `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${tcp}</port></replica></shard>`

const configOf = ({ http, tcp, folder }: Node, nodes: readonly Node[], interserver: number) => `<yandex>
  <logger><level>warning</level><log>${folder}/log</log><errorlog>${folder}/errors</errorlog></logger>
  <listen_host>127.0.0.1</listen_host><http_port>${http}</http_port><tcp_port>${tcp}</tcp_port>
  <interserver_http_port>${interserver}</interserver_http_port>
  <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><users_config>${folder}/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>104857600</mark_cache_size><timezone>UTC</timezone>
  <remote_servers><meters>${nodes.map(shard).join('')}</meters></remote_servers>
</yandex>`

/** An insert is answered when every shard has it: PostgreSQL puts the batch in force right after. */
const users = `<yandex>
  <profiles><default><insert_distributed_sync>1</insert_distributed_sync></default></profiles>
  <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
  <quotas><default></default></quotas>
</yandex>`

async function startNode(node: Node, nodes: readonly Node[]): Promise<ChildProcess> {
  for (const name of ['data', 'tmp']) await mkdir(join(node.folder, name), { recursive: true })
  await writeFile(join(node.folder, 'users.xml'), users)
  await writeFile(join(node.folder, 'config.xml'), configOf(node, nodes, await freePort()))
  return spawn(program ?? '', [`--config-file=${join(node.folder, 'config.xml')}`], {
    stdio: 'ignore',
    cwd: node.folder,
  })
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await fetch(`${url}/ping`).catch(() => undefined) // not up yet
    if (found?.ok) return
    await sleep(100)
  }
  throw new Error(`no answer from ${url}`)
}

/** @returns the addresses of the nodes, and how to stop them. */
export async function startClickhouseNodes(): Promise<{ urls: [string, string]; stop(): Promise<void> }> {
  const root = await mkdtemp('/tmp/gangshao-clickhouse-')
  const nodes: Node[] = []
  for (const name of ['one', 'two'])
    nodes.push({ http: await freePort(), tcp: await freePort(), folder: join(root, name) })
  for (const { folder } of nodes) await mkdir(folder)
  const processes = await Promise.all(nodes.map((node) => startNode(node, nodes)))
  const [one = '', two = ''] = nodes.map(({ http }) => `http://127.0.0.1:${http}`)
  const stop = async () => {
    for (const server of processes) {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await Promise.race([ended, sleep(5000)])
      server.kill('SIGKILL')
    }
    await rm(root, { recursive: true, force: true })
  }
  try {
    await Promise.all([untilAnswers(one), untilAnswers(two)])
  } catch (error) {
    await stop()
    throw error
  }
  return { urls: [one, two], stop }
}

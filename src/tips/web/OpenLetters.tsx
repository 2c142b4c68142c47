/**
 * What both custodians have opened, decrypted and shown in this browser alone, gone when it is closed: an identity, for whoever asked for
 * it, or one video, for the custodian who makes the stills.
 */
import { Alert, Modal } from 'antd'
import { useState } from 'react'
import { ActButton } from '../../platform/web/act.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { custodianText } from '../custodian-text.ts'
import type { Key } from '../key-file.ts'
import type { Letter } from '../letter.ts'
import { KeyFields } from './KeyFields.tsx'
import { OpenedOriginal, type OriginalFile } from './OpenedOriginal.tsx'
import { custodians } from './office-client.ts'
import { fault, type KeyValues, keptKeys, loadEnvelope, readKey } from './sealing.ts'

type Opened = { letter: Letter; file: OriginalFile | null }

/** Throws `cannotDecrypt`, `cannotOpen`; `spoiledA`, `spoiledB` where a custodian gave something else than was sealed. */
async function readLetters(id: string, key: Key, video: boolean): Promise<Opened[]> {
  const { openHalf, openLetter, isHalf } = await loadEnvelope()
  const { rows } = await custodians.getOpened({ id })
  const halvesOf = ({ halfA, halfB }: (typeof rows)[number]) =>
    Promise.all([openHalf(halfA, key.identity), openHalf(halfB, key.identity)]).catch(() => {
      throw fault(video ? 'cannotOpen' : 'cannotDecrypt')
    })
  const open = async (row: (typeof rows)[number]) => {
    const [halfA, halfB] = await halvesOf(row)
    const { commitments } = row.envelope
    if (!isHalf(halfA, 'A', commitments?.halfA ?? null)) throw fault('spoiledA')
    if (!isHalf(halfB, 'B', commitments?.halfB ?? null)) throw fault('spoiledB')
    return { letter: openLetter(row.envelope, halfA, halfB), file: row.file }
  }
  return Promise.all(rows.map(open))
}

export function OpenLetters({ id, video = false }: { id: string; video?: boolean }) {
  const t = useText(custodianText)
  const [letters, setLetters] = useState<Opened[] | null>(null)
  const kept = keptKeys.get(id)
  const label = t(video ? 'openVideo' : 'open')
  const warning = t(video ? 'videoWarning' : 'openedWarning')
  // not the answer of the act: those are remembered for a while
  const show = async (key: Key) => setLetters(await readLetters(id, key, video))
  return (
    <>
      {kept ? (
        <ActButton primary label={label} confirm={warning} done={null} run={() => show(kept)} />
      ) : (
        <FormAct<KeyValues, void>
          primary
          label={label}
          help={`${t(video ? 'giveAndOpenKey' : 'keyGone')} ${warning}`}
          done={null}
          run={async (values) => show(await readKey(values))}
        >
          <KeyFields />
        </FormAct>
      )}
      <Modal
        open={letters !== null}
        title={t(video ? 'openedVideo' : 'opened')}
        okText={t('close')}
        cancelButtonProps={{ style: { display: 'none' } }}
        rootClassName="never-printed"
        destroyOnHidden
        onOk={() => setLetters(null)}
        onCancel={() => setLetters(null)}
      >
        <Alert type="warning" showIcon title={warning} />
        {letters
          ?.filter(({ file }) => file === null)
          .map(({ letter }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: letters are known by their number
            <LetterFacts key={i} number={i + 1} letter={letter} />
          ))}
        {letters?.map(
          ({ letter: { original }, file }) =>
            file && original && <OpenedOriginal key={file.id} openingId={id} {...{ file, original }} />,
        )}
      </Modal>
    </>
  )
}

/** An empty letter says so: with each message comes one, whether anything is in it or not. */
function LetterFacts({ number, letter }: { number: number; letter: Letter }) {
  const t = useText(custodianText)
  const shown = (text: string) => text || <span className="soft">{t('empty')}</span>
  return (
    <>
      <h3>{t('letter', { number })}</h3>
      <Facts
        facts={[
          [t('name'), shown(letter.name)],
          [t('contact'), shown(letter.contact)],
          [t('private'), shown(letter.private)],
        ]}
      />
    </>
  )
}

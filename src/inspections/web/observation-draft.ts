/** An observation that is being written on this device; it stays here until the server has confirmed all of it. */
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { instant } from '../../platform/shared/contract.ts'
import { readStored, store } from '../../platform/web/text.tsx'
import { type ObservationContent, position, signs } from '../observation.ts'

export const draftKinds = ['observe', 'report'] as const
export type DraftKind = (typeof draftKinds)[number]

const observationDraft = z.object({
  /** Made once on this device, so that sending twice makes one record. */
  id: z.uuid(),
  step: z.number().int().min(0),
  areaId: z.number().int().nullable(),
  areaName: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  sweepTargetId: z.uuid().nullable(),
  seen: z.array(z.enum(signs)),
  words: z.string(),
  /** `fileId` null: the photograph is on this device only. */
  photos: z.array(z.object({ key: z.string(), fileId: z.uuid().nullable() })),
  position: position.nullable(),
  observedAt: instant.nullable(),
  /** Sent, and nobody knows whether it arrived: the content must not change any more. */
  sent: z.boolean(),
})
export type ObservationDraft = z.infer<typeof observationDraft>

export type DraftStart = Pick<ObservationDraft, 'areaId' | 'siteId' | 'sweepTargetId' | 'seen' | 'step'>

const prefix = 'gangshao.draft.'
const keyOf = (officialId: string, kind: DraftKind, targetId: string | null): string =>
  `${prefix}${officialId}.${kind}.${targetId ?? ''}`

const fresh = (start: DraftStart): ObservationDraft => ({
  ...start,
  id: uuidv7(),
  areaName: '',
  siteName: null,
  words: '',
  photos: [],
  position: null,
  observedAt: null,
  sent: false,
})

function readDraft(key: string): ObservationDraft | undefined {
  const text = readStored(key)
  if (text === null || text === '') return undefined
  try {
    return observationDraft.safeParse(JSON.parse(text)).data
  } catch {
    return undefined // not ours, or cut short
  }
}

const hasContent = (draft: ObservationDraft): boolean =>
  draft.sent || draft.photos.length > 0 || draft.words !== '' || draft.observedAt !== null

export type DraftState = {
  draft: ObservationDraft
  change: (patch: Partial<ObservationDraft>) => void
  /** Changes one photograph whatever happened to the others meanwhile. */
  setPhotos: (next: (photos: ObservationDraft['photos']) => ObservationDraft['photos']) => void
  /** Forgets the draft and starts another. */
  reset: () => void
}

/** @param start what the address says; what is kept from before wins. */
export function useDraft(officialId: string, kind: DraftKind, start: DraftStart): DraftState {
  const key = keyOf(officialId, kind, start.sweepTargetId)
  const [draft, setDraft] = useState(() => {
    const kept = readDraft(key)
    return kept && hasContent(kept) ? kept : fresh(start)
  })
  const update = (next: (before: ObservationDraft) => ObservationDraft) =>
    setDraft((before) => {
      const after = next(before)
      store(key, JSON.stringify(after))
      return after
    })
  return {
    draft,
    change: (patch) => update((before) => ({ ...before, ...patch })),
    setPhotos: (next) => update((before) => ({ ...before, photos: next(before.photos) })),
    reset: () => {
      store(key, '')
      setDraft(fresh(start))
    },
  }
}

export type KeptDraft = { kind: DraftKind; targetId: string | null; draft: ObservationDraft }

/** Drafts of this person that wait on this device. */
export function listDrafts(officialId: string): KeptDraft[] {
  return storedKeys().flatMap((key) => {
    if (!key.startsWith(`${prefix}${officialId}.`)) return []
    const [name, targetId] = key.slice(prefix.length + officialId.length + 1).split('.')
    const kind = draftKinds.find((one) => one === name)
    const draft = readDraft(key)
    return kind && draft && hasContent(draft) ? [{ kind, targetId: targetId || null, draft }] : []
  })
}

function storedKeys(): string[] {
  try {
    return Object.keys(window.localStorage)
  } catch {
    return [] // storage is off: nothing was kept
  }
}

/** What the server is sent. @param photoIds all photographs, each at the server already. */
export function toContent(draft: ObservationDraft, asLead: boolean, photoIds: string[], now: Date): ObservationContent {
  return {
    areaId: draft.areaId ?? 0,
    siteId: draft.siteId,
    sweepTargetId: draft.sweepTargetId,
    seen: draft.seen,
    words: draft.words.trim() || null,
    photoIds,
    position: draft.position,
    observedAt: draft.observedAt ?? now.toISOString(),
    asLead,
  }
}

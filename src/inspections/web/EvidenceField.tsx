import { CheckOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import { useText } from '../../platform/web/text.tsx'
import { equipment, processes, products, rawMaterials } from '../../rulebook/values.ts'
import { evidenceText } from '../evidence-text.ts'
import type { judgementEvidence } from '../judgement.ts'

export type Evidence = z.infer<typeof judgementEvidence>
export const noEvidence: Evidence = { process: [], equipment: [], rawMaterial: [], product: [] }

/** The four groups of the decision table, each ticked from its closed words. */
export function EvidenceField({ value, onChange }: { value: Evidence; onChange: (value: Evidence) => void }) {
  const e = useText(evidenceText)
  return (
    <>
      <Chips
        title={e('group.process')}
        words={processes}
        wordOf={(one) => e(`process.${one}`)}
        chosen={value.process}
        onChange={(process) => onChange({ ...value, process })}
      />
      <Chips
        title={e('group.equipment')}
        words={equipment}
        wordOf={(one) => e(`equipment.${one}`)}
        chosen={value.equipment}
        onChange={(chosen) => onChange({ ...value, equipment: chosen })}
      />
      <Chips
        title={e('group.rawMaterial')}
        words={rawMaterials}
        wordOf={(one) => e(`rawMaterial.${one}`)}
        chosen={value.rawMaterial}
        onChange={(rawMaterial) => onChange({ ...value, rawMaterial })}
      />
      <Chips
        title={e('group.product')}
        words={products}
        wordOf={(one) => e(`product.${one}`)}
        chosen={value.product}
        onChange={(product) => onChange({ ...value, product })}
      />
    </>
  )
}

type ChipsProps<W extends string> = {
  title: string
  words: readonly W[]
  wordOf: (word: W) => string
  chosen: readonly W[]
  onChange: (chosen: W[]) => void
}

function Chips<W extends string>({ title, words, wordOf, chosen, onChange }: ChipsProps<W>) {
  const toggle = (word: W) => onChange(chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word])
  return (
    <fieldset className="chips">
      <legend>{title}</legend>
      {words.map((word) => (
        <button
          key={word}
          type="button"
          className="chip"
          aria-pressed={chosen.includes(word)}
          onClick={() => toggle(word)}
        >
          {chosen.includes(word) && <CheckOutlined />} {wordOf(word)}
        </button>
      ))}
    </fieldset>
  )
}

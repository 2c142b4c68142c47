import type { ReactNode } from 'react'
import { usePastDay } from './search.ts'

/** What is there only while today is looked at: whatever begins a write. */
export const Present = ({ children }: { children: ReactNode }) => (usePastDay() ? null : children)

/** What a survey of a place without premises must show: the day, who of the agency was there, pictures. */
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Skeleton } from 'antd'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilesField, fileIds } from '../../platform/web/FilesField.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { Survey } from '../survey.ts'
import { surveyText } from '../survey-text.ts'

/** The fields in the values of a form. */
export type SurveyValues = { surveyedOn: string; officerIds: string[]; photos: readonly FileRecord[] }

export const surveyOf = ({ surveyedOn, officerIds, photos }: SurveyValues): Survey => ({
  surveyedOn,
  officerIds,
  photoIds: fileIds(photos),
})

type Surveyor = { id: string; name: string; card: string }
type Props = {
  /** The line of a feeder, not a place. */
  feeder?: boolean
  /** Where the pictures are kept. */
  areaId: number
  /** Of the lead or alarm: part of the key under which the officers are read. */
  matterId: string
  listSurveyors: (on: string) => Promise<{ rows: readonly Surveyor[] }>
}

export function SurveyFields({ feeder = false, areaId, matterId, listSurveyors }: Props) {
  const t = useText(surveyText)
  const on = Form.useWatch<string | undefined>('surveyedOn')
  const given = (message: string) => [{ required: true, message }]
  return (
    <>
      <p className="soft">{t(feeder ? 'helpFeeder' : 'help')}</p>
      <Form.Item name="surveyedOn" label={t('surveyedOn')} rules={given(t('chooseDay'))}>
        <DayField label={t('surveyedOn')} />
      </Form.Item>
      {on && (
        <Form.Item name="officerIds" label={t('officers')} rules={given(t('chooseOfficers'))}>
          <Officers queryKey={['surveyors', matterId, on]} load={() => listSurveyors(on)} />
        </Form.Item>
      )}
      <Form.Item name="photos" label={t('photos')} rules={given(t('takePhotos'))}>
        <FilesField areaId={areaId} purpose="evidence" camera />
      </Form.Item>
    </>
  )
}

type OfficersProps = {
  queryKey: readonly string[]
  load: () => Promise<{ rows: readonly Surveyor[] }>
  /** From the form. */
  value?: string[]
  onChange?: (ids: string[]) => void
}

function Officers({ queryKey, load, value, onChange }: OfficersProps) {
  const t = useText(surveyText)
  const found = useQuery({ queryKey, queryFn: load })
  if (found.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  if (found.isError) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  if (found.data.rows.length === 0) return <EmptyPanel why="noData" words={t('noOfficers')} />
  return (
    <Checkbox.Group
      value={value ?? []}
      onChange={(ids) => onChange?.(ids.map(String))}
      style={{ display: 'grid', gap: 8 }}
      options={found.data.rows.map(({ id, name, card }) => ({ value: id, label: `${name} ${card}` }))}
    />
  )
}

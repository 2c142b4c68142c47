/** A legal reviewer enters the holidays and make-up days of a new year, from the official text. */
import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { today } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { rulebookText } from '../text.ts'
import { HolidayFields, MakeUpFields } from './CalendarDayFields.tsx'
import { CalendarYearView } from './CalendarYearView.tsx'
import { type CalendarValues, emptyHoliday, toEntry } from './calendar-values.ts'
import { rulebook } from './rulebook-client.ts'

type Files = Parameters<Parameters<typeof FilePick>[0]['onChange']>[0]

export default function CalendarYearPage() {
  const t = useText(rulebookText)
  const me = useMe()
  const areaId = me.grants.find((grant) => grant.role === 'legalReviewer')?.areaId
  return (
    <PageFrame title={t('enterYear')} lead={t('enterYearLead')}>
      {areaId !== undefined && <CalendarYearForm areaId={areaId} />}
    </PageFrame>
  )
}

function CalendarYearForm({ areaId }: { areaId: number }) {
  const t = useText(rulebookText)
  const navigate = useNavigateTo()
  const [form] = Form.useForm<CalendarValues>()
  const [files, setFiles] = useState<Files>([])
  const values = Form.useWatch((all: CalendarValues) => all, form)
  const fileId = files[0]?.id
  const { act, pending, error } = useMutationAct({
    run: (entered: CalendarValues) => rulebook.enterCalendarYear({ ...toEntry(entered), fileId: fileId ?? '' }),
    done: t('yearEntered'),
    onDone: ({ id, validFrom }) => navigate(`/rules?family=calendar&asOf=${validFrom}&open=${id}`),
  })
  const given = { required: true, message: t('required') }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      className="calendar-entry"
      initialValues={{ year: Number(today().slice(0, 4)) + 1, holidays: [emptyHoliday], makeUpDays: [] }}
      onFinish={(entered) => fileId && void act(entered)}
      scrollToFirstError
    >
      <div className="calendar-head">
        <Form.Item name="year" label={t('year')} rules={[given]}>
          <InputNumber min={2000} max={2100} precision={0} />
        </Form.Item>
        <Form.Item name="number" label={t('yearNumber')} rules={[{ ...given, whitespace: true }]}>
          <Input maxLength={100} placeholder={t('yearNumberExample')} />
        </Form.Item>
      </div>
      <h2 className="part">{t('holidays')}</h2>
      <HolidayFields />
      <h2 className="part">{t('makeUpDays')}</h2>
      <MakeUpFields />
      <h2 className="part">{t('text')}</h2>
      <p className="soft">{t('yearTextHelp')}</p>
      <FilePick
        areaId={areaId}
        purpose="document"
        files={files}
        onChange={setFiles}
        single
        accept=".pdf,.docx,image/*"
      />
      {values && <CalendarYearView entry={toEntry(values)} />}
      {error && <ErrorPanel error={error} />}
      <div className="acts form-end">
        <Button type="primary" htmlType="submit" loading={pending} disabled={fileId === undefined}>
          {t('enterYearDo')}
        </Button>
        {fileId === undefined && <span className="soft">{t('yearTextMissing')}</span>}
      </div>
    </Form>
  )
}

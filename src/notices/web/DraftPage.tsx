/** Drafts a notice, or changes a draft (`?id=`), or answers one from above (`?superior=`), or supersedes one (`?supersedes=`). */
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel, PageError } from '../../platform/web/ErrorPanel.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { NoticeRecord } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { noticesText } from '../text.ts'
import { AddresseeField, type Issuers } from './AddresseeField.tsx'
import { type DraftValues, emptyParagraph, fromNotice, toDraft } from './draft-values.ts'
import { LevelField, someAddressee } from './LevelField.tsx'
import { notices } from './notices-client.ts'
import { ParagraphFields } from './ParagraphFields.tsx'
import { SplitText } from './SplitText.tsx'
import { SuperiorFields } from './SuperiorFields.tsx'

const draftSearch = z.object({
  id: z.uuid().optional(),
  superior: z.uuid().optional(),
  supersedes: z.uuid().optional(),
})

export default function DraftPage() {
  const t = useText(noticesText)
  const { filters } = useFilters(draftSearch)
  const source = filters.id ?? filters.superior ?? filters.supersedes
  const issuers = useQuery({ queryKey: ['issuers'], queryFn: () => notices.listIssuers({}) })
  const known = useQuery({
    queryKey: ['notice', source],
    queryFn: () => notices.getNotice({ id: source ?? '' }),
    enabled: source !== undefined,
  })
  const error = issuers.error ?? known.error
  return (
    <PageFrame title={t(filters.id ? 'changeDraft' : 'newDraft')}>
      {error && <PageError error={error} onRetry={() => void issuers.refetch()} />}
      {!error && (issuers.isPending || (source && known.isPending)) && <PageSkeleton />}
      {issuers.data?.issuers.length === 0 && <EmptyPanel why="scope" words={t('noIssuer')} />}
      {issuers.data && issuers.data.issuers.length > 0 && (!source || known.data) && (
        <DraftForm
          key={source}
          issuers={issuers.data}
          draft={filters.id ? known.data : undefined}
          superior={filters.superior ? known.data : undefined}
          old={filters.supersedes ? known.data : undefined}
        />
      )}
    </PageFrame>
  )
}

type FormProps = {
  issuers: Issuers
  draft: NoticeRecord | undefined
  superior: NoticeRecord | undefined
  old: NoticeRecord | undefined
}

function startValues({ issuers, draft, superior, old }: FormProps): Partial<DraftValues> {
  if (draft) return fromNotice(draft)
  if (old) return { ...fromNotice(old), supersedesId: old.id }
  const fresh = { issuerAgencyId: issuers.issuers[0]?.id ?? '', paragraphs: [emptyParagraph], addressees: [] }
  if (!superior) return fresh
  // passed on: the same text under one's own number, to change as wanted; the addressees are one's own
  return {
    ...fromNotice(superior),
    ...fresh,
    paragraphs: fromNotice(superior).paragraphs,
    superiorNoticeId: superior.id,
    superiorNumber: undefined,
  }
}

function DraftForm(props: FormProps) {
  const { issuers, draft, superior } = props
  const superseded = draft?.supersedes ?? props.old ?? null
  const t = useText(noticesText)
  const d = useText(deliveryText)
  const pick = usePick()
  const navigate = useNavigateTo()
  const [form] = Form.useForm<DraftValues>()
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  const { act, pending, error } = useMutationAct({
    run: (values: DraftValues) => {
      const content = toDraft(values, files[0]?.id ?? draft?.fileId ?? null)
      return draft ? notices.changeDraft({ ...content, id: draft.id }) : notices.draftNotice(content)
    },
    done: t('draftKept'),
    onDone: ({ id }) => navigate(`/notices/${id}`),
  })
  const issuerId = Form.useWatch('issuerAgencyId', form)
  const issuer = issuers.issuers.find((one) => one.id === issuerId) ?? issuers.issuers[0]
  const given = { required: true, message: t('required') }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={startValues(props)}
      onFinish={act}
      scrollToFirstError
      className="draft-form"
    >
      <div className="field-pair">
        <Form.Item name="issuerAgencyId" label={t('issuer')} rules={[given]}>
          <Select
            disabled={draft !== undefined}
            options={issuers.issuers.map((one) => ({
              value: one.id,
              label: `${pick(one.name)} ${one.documentCode ?? t('noCode')}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="receiptDays" label={t('receiptDays')} extra={t('receiptDays.help')}>
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
      </div>
      {superseded && <p>{d('superseding', { number: superseded.number ?? '' })}</p>}
      <Form.Item name="supersedesId" hidden>
        <Input />
      </Form.Item>
      <Form.Item name="title" label={t('title')} rules={[{ ...given, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <SuperiorFields ownId={draft?.id} current={draft?.superior ?? superior ?? null} />
      <h2 className="part">{t('paragraphs')}</h2>
      <SplitText form={form} />
      <ParagraphFields />
      <h2 className="part">{t('addressees')}</h2>
      <LevelField issuerLevel={issuers.areas.find((area) => area.id !== issuer?.areaId)?.level} />
      <Form.Item name="addressees" rules={[{ validator: someAddressee(form, t('addressees.none')) }]}>
        <AddresseeField issuers={issuers} issuerAreaId={issuer?.areaId} />
      </Form.Item>
      <h2 className="part">{t('file')}</h2>
      {draft?.fileId && files.length === 0 && <p className="soft">{t('file.kept')}</p>}
      {issuer && (
        <FilePick
          areaId={issuer.areaId}
          purpose="document"
          files={files}
          onChange={setFiles}
          single
          label={t('file.pick')}
        />
      )}
      {error && <ErrorPanel error={error} />}
      <div className="acts form-end">
        <Button type="primary" htmlType="submit" loading={pending}>
          {t('keepDraft')}
        </Button>
      </div>
    </Form>
  )
}

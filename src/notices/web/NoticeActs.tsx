/** What can be done with a notice, in the order people do it. */
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Select } from 'antd'
import { useState } from 'react'
import { mayMove } from '../../platform/shared/moves.ts'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { NoticeRecord } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { forwardingAreas, mayIssue, mayReviewDraft, noticeMoves, type SealKind, sealKinds } from '../notice.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

const fileOf = (id: string, format: 'docx' | 'pdf') => `/api/notices/${id}/document?format=${format}`

export function NoticeActs({ notice }: { notice: NoticeRecord }) {
  const t = useText(deliveryText)
  const me = useMe()
  const mine = mayIssue(me, notice)
  const { id, status } = notice
  return (
    <>
      {mine && status !== 'issued' && <DraftActs notice={notice} />}
      {mine && status === 'issued' && <IssuedActs notice={notice} />}
      {!mine && status === 'issued' && <PassingOn notice={notice} />}
      <Button href={fileOf(id, 'docx')} download>
        {t('word')}
      </Button>
      <Button href={fileOf(id, 'pdf')} download>
        {t('pdf')}
      </Button>
    </>
  )
}

function DraftActs({ notice }: { notice: NoticeRecord }) {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const me = useMe()
  const { id, status } = notice
  return (
    <>
      {status === 'draft' && <LinkButton to={`/notices/draft?id=${id}`}>{n('changeDraft')}</LinkButton>}
      {status === 'draft' && (
        <ActButton
          label={t('submit')}
          confirm={<p>{t('submit.ask')}</p>}
          run={() => notices.submitDraft({ id })}
          done={t('submit.done')}
        />
      )}
      {status === 'inReview' && mayReviewDraft(me, notice) && (
        <ActButton primary label={t('approve')} run={() => notices.approveDraft({ id })} done={t('approve.done')} />
      )}
      {status === 'inReview' && (
        <ActButton
          label={t('return')}
          reason="required"
          run={(reason) => notices.returnDraft({ id, reason })}
          done={t('return.done')}
        />
      )}
      {(status === 'draft' || status === 'approved') && (
        <ActButton
          primary
          label={n('issue')}
          confirm={
            <>
              <p>{n('issue.ask', { count: notice.addressees })}</p>
              {notice.supersedes && <p>{t('superseding', { number: notice.supersedes.number ?? '' })}</p>}
            </>
          }
          run={() => notices.issueNotice({ id })}
          done={n('issue.done')}
        />
      )}
      {mayMove(noticeMoves, 'discard', status) && (
        <ActButton
          danger
          label={n('discard')}
          reason="required"
          confirm={<p>{n('discard.ask')}</p>}
          run={(reason) => notices.discardDraft({ id, reason })}
          done={n('discard.done')}
        />
      )}
    </>
  )
}

function IssuedActs({ notice }: { notice: NoticeRecord }) {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const { id } = notice
  return (
    <>
      {notice.sealKind === null && <Seal notice={notice} />}
      {notice.confirmed < notice.addressees && (
        <ActButton label={t('urge')} confirm={<p>{t('urge.ask')}</p>} run={() => notices.urgeNotice({ id })} />
      )}
      <LinkButton to={`/notices/draft?supersedes=${id}`}>{t('supersede')}</LinkButton>
      <ActButton
        danger
        label={n('withdraw')}
        reason="required"
        confirm={<p>{n('withdraw.ask')}</p>}
        run={(reason) => notices.withdrawNotice({ id, reason })}
        done={n('withdraw.done')}
      />
    </>
  )
}

function Seal({ notice }: { notice: NoticeRecord }) {
  const t = useText(deliveryText)
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  return (
    <FormAct<{ kind: SealKind; fileId: string }, unknown>
      primary
      label={t('seal')}
      help={t('seal.help')}
      initialValues={{ kind: 'scan' }}
      run={({ kind }) => notices.sealNotice({ id: notice.id, kind, fileId: files[0]?.id ?? '' })}
      done={t('seal.done')}
    >
      <Form.Item name="kind" label={t('seal.kind')}>
        <Select options={sealKinds.map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <FilePick
        areaId={notice.areaId}
        purpose="scan"
        accept=".pdf,image/*"
        files={files}
        onChange={setFiles}
        single
        label={t('seal.pick')}
      />
    </FormAct>
  )
}

/** For a place that was addressed: under a number of its own, or as it is with a remark. */
function PassingOn({ notice }: { notice: NoticeRecord }) {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const me = useMe()
  const own = forwardingAreas(me).find(({ areaId }) =>
    notice.addresseeRows.some((row) => row.areaId === areaId && row.agencyId === null),
  )
  if (!own) return null
  return (
    <>
      <LinkButton to={`/notices/draft?superior=${notice.id}`}>{n('answerWith')}</LinkButton>
      <FormAct<{ areaIds: number[]; remark: string }, unknown>
        label={t('forward')}
        help={t('forward.help')}
        run={(values) => notices.forwardNotice({ id: notice.id, ...values })}
        done={t('forward.done')}
      >
        <ForwardFields notice={notice} />
      </FormAct>
    </>
  )
}

function ForwardFields({ notice }: { notice: NoticeRecord }) {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const issuers = useQuery({ queryKey: ['issuers'], queryFn: () => notices.listIssuers({}) })
  const left = (issuers.data?.areas ?? []).filter(
    (area) => !notice.addresseeRows.some((row) => row.areaId === area.id && row.agencyId === null),
  )
  const options = left.map((area) => ({ value: area.id, label: area.name }))
  return (
    <>
      <Form.Item name="areaIds" label={t('forward.areas')} rules={[{ required: true, message: n('addressees.none') }]}>
        <Checkbox.Group options={options} className="addressee-options" />
      </Form.Item>
      <WordsField name="remark" label={t('forward.remark')} rows={3} missing={n('required')} />
    </>
  )
}

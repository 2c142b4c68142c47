/** Acts: what a person does to a record, as a hook and as a button. */
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { refuseInPast } from './client.ts'
import { ErrorPanel } from './ErrorPanel.tsx'
import { platformText } from './platform-text.ts'
import { usePastDay } from './search.ts'
import { isSignedOut } from './session.ts'
import { useText } from './text.tsx'

export type MutationAct<I, O> = {
  /** Runs the act; undefined when it was refused (then `error` says why). */
  act: (input: I) => Promise<O | undefined>
  pending: boolean
  /** ClientError or a bug; null again when the act is tried anew. */
  error: Error | null
  reset: () => void
}

type ActOptions<I, O> = {
  run: (input: I) => Promise<O>
  /** What has to be read anew; all that is on the screen when absent, since most acts move limits and timelines too. */
  invalidates?: readonly QueryKey[]
  /** Said when it is done; a general word when absent, nothing when null. */
  done?: string | null
  /** Nothing of the city is changed by it: possible while a past day is looked at. */
  anyDay?: true
  /** Waited for before anything is read anew: the page may be left for another one. */
  onDone?: (answer: O) => void | Promise<void>
}

/** Call, say so, read anew. */
export function useMutationAct<I, O>({ run, invalidates, done, anyDay, onDone }: ActOptions<I, O>): MutationAct<I, O> {
  const t = useText(platformText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const mutation = useMutation({
    mutationFn: async (input: I) => {
      if (!anyDay) refuseInPast()
      return run(input)
    },
    onSuccess: async (answer) => {
      if (done !== null) message.success(done ?? t('done'))
      await onDone?.(answer)
      await Promise.all((invalidates ?? [[]]).map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })
  return {
    act: (input) => mutation.mutateAsync(input).catch(() => undefined), // the refusal is in `error`
    pending: mutation.isPending,
    error: isSignedOut(mutation.error) ? null : mutation.error,
    reset: mutation.reset,
  }
}

type ActButtonProps<O> = {
  label: string
  /** @param reason what was written, '' when not asked or left empty. */
  run: (reason: string) => Promise<O>
  /** Says what will happen and asks; without it and without `reason` the act runs at once. */
  confirm?: ReactNode
  /** Asks for a reason. */
  reason?: 'optional' | 'required'
  invalidates?: readonly QueryKey[]
  done?: string | null
  onDone?: (answer: O) => void
  primary?: boolean
  /** Forbidding or ending acts. */
  danger?: boolean
  icon?: ReactNode
  disabled?: boolean
  block?: boolean
}

/** A button for one act; the refusal is shown where the act was asked for. An act that is not possible is not rendered at all. */
export function ActButton<O>(props: ActButtonProps<O>) {
  return usePastDay() ? null : <PresentActButton {...props} />
}

function PresentActButton<O>(props: ActButtonProps<O>) {
  const { label, run, confirm, reason, primary, danger, icon, disabled, block } = props
  const [asking, setAsking] = useState(false)
  const { act, pending, error, reset } = useMutationAct<string, O>({
    run,
    invalidates: props.invalidates,
    done: props.done,
    onDone: (answer) => {
      setAsking(false)
      props.onDone?.(answer)
    },
  })
  const asks = confirm !== undefined || reason !== undefined
  const start = () => {
    reset()
    if (asks) setAsking(true)
    else void act('')
  }
  return (
    <>
      <Button
        type={primary ? 'primary' : 'default'}
        danger={danger}
        icon={icon}
        disabled={disabled}
        block={block}
        loading={pending && !asking}
        onClick={start}
      >
        {label}
      </Button>
      {!asks && error && <Refused error={error} onClose={reset} label={label} />}
      {asks && (
        <ActQuestion
          open={asking}
          label={label}
          danger={danger}
          reason={reason}
          pending={pending}
          error={error}
          onCancel={() => setAsking(false)}
          onAct={act}
        >
          {confirm}
        </ActQuestion>
      )}
    </>
  )
}

function Refused({ error, label, onClose }: { error: Error; label: string; onClose: () => void }) {
  return (
    <Modal open title={label} footer={null} onCancel={onClose}>
      <ErrorPanel error={error} />
    </Modal>
  )
}

type QuestionProps = {
  open: boolean
  label: string
  danger: boolean | undefined
  reason: 'optional' | 'required' | undefined
  pending: boolean
  error: Error | null
  children: ReactNode
  onCancel: () => void
  onAct: (reason: string) => void
}

function ActQuestion({ open, label, danger, reason, pending, error, children, onCancel, onAct }: QuestionProps) {
  const t = useText(platformText)
  const [form] = Form.useForm<{ reason?: string }>()
  return (
    <Modal
      open={open}
      title={label}
      okText={label}
      cancelText={t('cancel')}
      okButtonProps={{ danger, autoFocus: !reason }}
      confirmLoading={pending}
      onOk={form.submit}
      onCancel={onCancel}
      destroyOnHidden
    >
      <div className="act-asks">{children}</div>
      <Form form={form} layout="vertical" preserve={false} onFinish={(values) => onAct(values.reason?.trim() ?? '')}>
        {reason && (
          <Form.Item
            name="reason"
            label={t(reason === 'required' ? 'reason' : 'reasonOptional')}
            rules={[{ required: reason === 'required', whitespace: true, message: t('reasonMissing') }]}
          >
            <Input.TextArea autoFocus rows={3} maxLength={4000} />
          </Form.Item>
        )}
      </Form>
      {error && <ErrorPanel error={error} />}
    </Modal>
  )
}

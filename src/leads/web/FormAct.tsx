/** A button that opens a form of its own for one act; the refusal is shown in the form. */
import { Button, Form, type FormProps, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { platformText } from '../../platform/web/platform-text.ts'
import { useText } from '../../platform/web/text.tsx'

type Props<V, O> = {
  label: string
  help: string
  primary?: boolean
  initialValues?: FormProps<V>['initialValues']
  run: (values: V) => Promise<O>
  done?: string | null
  onDone?: (answer: O) => void
  /** Reads nothing and asks for nothing until the form is open. */
  children: ReactNode
}

export function FormAct<V extends object, O>({
  label,
  help,
  primary,
  initialValues,
  run,
  done,
  onDone,
  children,
}: Props<V, O>) {
  const t = useText(platformText)
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<V>()
  const { act, pending, error, reset } = useMutationAct<V, O>({
    run,
    done,
    onDone: (answer) => {
      setOpen(false)
      onDone?.(answer)
    },
  })
  const start = () => {
    reset()
    setOpen(true)
  }
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={start}>
        {label}
      </Button>
      <Modal
        open={open}
        title={label}
        okText={label}
        cancelText={t('cancel')}
        confirmLoading={pending}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p className="soft">{help}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          initialValues={initialValues}
          onFinish={(values) => void act(values)}
        >
          {children}
        </Form>
        {error && <ErrorPanel error={error} />}
      </Modal>
    </>
  )
}

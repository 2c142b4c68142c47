/** A button that opens a form of its own for one act; the refusal is shown in the form. */
import { Button, Form, type FormProps, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useMutationAct } from './act.tsx'
import { ErrorPanel } from './ErrorPanel.tsx'
import { platformText } from './platform-text.ts'
import { usePastDay } from './search.ts'
import { useText } from './text.tsx'

type Props<V, O> = {
  label: string
  help: string
  primary?: boolean
  small?: boolean
  /** Width of the form in pixels, where the usual one is too narrow. */
  width?: number
  initialValues?: FormProps<V>['initialValues']
  run: (values: V) => Promise<O>
  done?: string | null
  onDone?: (answer: O) => void | Promise<void>
  /** Reads nothing and asks for nothing until the form is open. */
  children: ReactNode
}

export function FormAct<V extends object, O>(props: Props<V, O>) {
  return usePastDay() ? null : <PresentFormAct {...props} />
}

function PresentFormAct<V extends object, O>(props: Props<V, O>) {
  const t = useText(platformText)
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<V>()
  const { act, pending, error, reset } = useMutationAct<V, O>({
    run: props.run,
    done: props.done,
    onDone: (answer) => {
      setOpen(false)
      return props.onDone?.(answer)
    },
  })
  const start = () => {
    reset()
    setOpen(true)
  }
  return (
    <>
      <Button type={props.primary ? 'primary' : 'default'} size={props.small ? 'small' : 'medium'} onClick={start}>
        {props.label}
      </Button>
      <Modal
        open={open}
        title={props.label}
        okText={props.label}
        cancelText={t('cancel')}
        confirmLoading={pending}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        width={props.width}
        destroyOnHidden
      >
        <p className="soft">{props.help}</p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          initialValues={props.initialValues}
          onFinish={(values) => void act(values)}
        >
          {props.children}
        </Form>
        {error && <ErrorPanel error={error} />}
      </Modal>
    </>
  )
}

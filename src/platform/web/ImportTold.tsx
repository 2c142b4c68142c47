/** What became of a table that was handed in: how many rows, and each that could not be taken with its reason. */
import { Button, Modal } from 'antd'

type Props = {
  title: string
  /** Null: nothing to tell yet. */
  told: { sum: string; rejects: readonly string[] } | null
  onClose: () => void
}

export function ImportTold({ title, told, onClose }: Props) {
  return (
    <Modal open={told !== null} title={title} onCancel={onClose} footer={<Button onClick={onClose}>OK</Button>}>
      {told && (
        <>
          <p>{told.sum}</p>
          <ul>
            {told.rejects.map((reject) => (
              <li key={reject}>{reject}</li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  )
}

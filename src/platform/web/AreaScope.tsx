/** The tree of areas at the left: what is chosen here is the scope of the page. */
import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { type AreaChild, type AreaChoice, useAreaChildren, useAreaChoice } from './area-source.ts'
import { ErrorPanel } from './ErrorPanel.tsx'
import { platformText } from './platform-text.ts'
import { useText } from './text.tsx'

export function AreaScope({ onChosen }: { onChosen?: () => void }) {
  const t = useText(platformText)
  const choice = useAreaChoice()
  const choose: AreaChoice['choose'] = (areaId) => {
    choice.choose(areaId)
    onChosen?.()
  }
  return (
    <nav className="area-scope" aria-label={t('areaTree')}>
      <button
        type="button"
        className="area-name"
        aria-current={choice.areaId === undefined}
        onClick={() => choose(undefined)}
      >
        {t('wholeScope')}
      </button>
      <Branch parentId={null} depth={0} choice={{ areaId: choice.areaId, choose }} />
    </nav>
  )
}

function Branch({ parentId, depth, choice }: { parentId: number | null; depth: number; choice: AreaChoice }) {
  const t = useText(platformText)
  const children = useAreaChildren(parentId)
  if (children.isPending) return <Skeleton active title={false} paragraph={{ rows: depth === 0 ? 4 : 1 }} />
  if (children.isError) return <ErrorPanel error={children.error} onRetry={() => void children.refetch()} />
  if (children.data.length === 0) return depth === 0 ? <p className="soft">{t('area.none')}</p> : null
  return (
    <ul>
      {children.data.map((area) => (
        <AreaNode
          key={area.id}
          area={area}
          depth={depth}
          choice={choice}
          startsOpen={depth === 0 && children.data.length === 1}
        />
      ))}
    </ul>
  )
}

type NodeProps = { area: AreaChild; depth: number; choice: AreaChoice; startsOpen: boolean }

function AreaNode({ area, depth, choice, startsOpen }: NodeProps) {
  const t = useText(platformText)
  const [open, setOpen] = useState(startsOpen)
  const label = `${area.name} ${t(open ? 'hideTree' : 'showTree')}`
  return (
    <li>
      <div className="area-row" style={{ paddingInlineStart: depth * 14 }}>
        {area.childCount > 0 ? (
          <button
            type="button"
            className="area-turn"
            aria-expanded={open}
            aria-label={label}
            onClick={() => setOpen(!open)}
          >
            {open ? <CaretDownOutlined /> : <CaretRightOutlined />}
          </button>
        ) : (
          <span className="area-turn" />
        )}
        <button
          type="button"
          className="area-name"
          aria-current={choice.areaId === area.id}
          onClick={() => choice.choose(area.id)}
        >
          {area.name}
          {area.kind === 'zone' && <small className="soft"> {t('zone')}</small>}
        </button>
        {area.childCount > 0 && <small className="soft">{area.childCount}</small>}
      </div>
      {open && <Branch parentId={area.id} depth={depth + 1} choice={choice} />}
    </li>
  )
}

/** The anatomy of a page: scope at the left, place above, the content below; the day stands in the bar. */
import { ApartmentOutlined, MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { AreaScope } from './AreaScope.tsx'
import { useAreaChoice, useAreaName, useAsOf } from './area-source.ts'
import { today, useFormat } from './format.ts'
import { platformText } from './platform-text.ts'
import { readStored, store, useText } from './text.tsx'
import { usePhone } from './use-phone.ts'

type Props = {
  title: string
  /** StatusMark of the record, or a short fact beside the title. */
  status?: ReactNode
  /** One line under the title. */
  lead?: ReactNode
  /** Buttons of the page: ActButtons, exports. */
  actions?: ReactNode
  /** Shows the tree of areas; the page reads the choice with `useAreaChoice`. */
  scope?: boolean
  children: ReactNode
}

export function PageFrame({ title, status, lead, actions, scope = false, children }: Props) {
  const t = useText(platformText)
  const phone = usePhone()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <div className="page">
      {scope && !phone && <ScopeColumn />}
      <div className="page-main">
        <header className="page-head">
          <div className="page-title">
            <h1>{title}</h1>
            {status}
          </div>
          <div className="acts">
            {scope && <PlaceButton phone={phone} />}
            {actions}
          </div>
          <PrintFacts scope={scope} />
          {lead && <p className="page-lead soft">{lead}</p>}
        </header>
        {children}
      </div>
    </div>
  )
}

const foldKey = 'gangshao.tree'

function ScopeColumn() {
  const t = useText(platformText)
  const [folded, setFolded] = useState(readStored(foldKey) === 'folded')
  const fold = () => {
    store(foldKey, folded ? 'open' : 'folded')
    setFolded(!folded)
  }
  const words = t(folded ? 'showTree' : 'hideTree')
  return (
    <aside className={folded ? 'scope-column folded' : 'scope-column'}>
      <div className="scope-head">
        {!folded && <strong>{t('areaTree')}</strong>}
        <Button
          type="text"
          size="small"
          icon={folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          title={words}
          aria-label={words}
          aria-expanded={!folded}
          onClick={fold}
        />
      </div>
      {!folded && <AreaScope />}
    </aside>
  )
}

/** The place in words; on phones the way to the tree. */
function PlaceButton({ phone }: { phone: boolean }) {
  const t = useText(platformText)
  const [open, setOpen] = useState(false)
  const { areaId } = useAreaChoice()
  const name = useAreaName(areaId)
  const place = areaId === undefined ? t('wholeScope') : (name ?? t('place'))
  if (!phone) return <span className="place">{place}</span>
  return (
    <>
      <Button icon={<ApartmentOutlined />} onClick={() => setOpen(true)}>
        {place}
      </Button>
      <Drawer open={open} placement="left" size="85%" title={t('choosePlace')} onClose={() => setOpen(false)}>
        <AreaScope onChosen={() => setOpen(false)} />
      </Drawer>
    </>
  )
}

/** Place and day in words: on paper the fields are gone, and a figure without its day says nothing. */
function PrintFacts({ scope }: { scope: boolean }) {
  const t = useText(platformText)
  const format = useFormat()
  const { areaId } = useAreaChoice()
  const name = useAreaName(areaId)
  const { asOf } = useAsOf()
  const facts = [
    ...(scope ? [areaId === undefined ? t('wholeScope') : (name ?? t('place'))] : []),
    `${t('asOf')} ${format.date(asOf ?? today())}`,
  ]
  return <p className="print-facts">{facts.join(' · ')}</p>
}

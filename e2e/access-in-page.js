// Runs in the page: what Tab should reach, where it stands, and whether it can be seen. Plain script, the tests have no DOM.
const operable =
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex^="-"]), [contenteditable="true"]'

function isThere(one) {
  const box = one.getBoundingClientRect()
  const seen = box.width > 0 && box.height > 0 && getComputedStyle(one).visibility !== 'hidden'
  return seen && !one.closest('[inert], [aria-hidden="true"]')
}

const isOff = (one) => one.matches(':disabled, [tabindex^="-"]') || one.closest('fieldset:disabled') !== null

/** Of radio buttons of one name only the chosen one, or the first, is a stop of Tab. */
function standsForGroup(one, all) {
  if (one.type !== 'radio') return true
  const group = all.filter((other) => other.type === 'radio' && other.name === one.name)
  return (group.find((other) => other.checked) ?? group[0]) === one
}

function looks(one) {
  if (!one) return ''
  const style = getComputedStyle(one)
  return [
    style.outlineStyle,
    style.outlineWidth,
    style.outlineColor,
    style.boxShadow,
    style.borderColor,
    style.backgroundColor,
    style.textDecorationLine,
  ].join(' ')
}

/** The mark of the focus may stand on a frame around the control, or on what stands for it. */
const marksOf = (one) =>
  [one, one.parentElement, one.parentElement?.parentElement, one.nextElementSibling].map(looks).join('|')

const access = {
  stops: [],
  before: [],
  /** Takes note of everything that can be operated within `root`, and takes the focus away. */
  begin(root) {
    document.activeElement?.blur()
    const within = root ? document.querySelector(root) : document
    const all = [...within.querySelectorAll(operable)].filter((one) => isThere(one) && !isOff(one))
    access.stops = all.filter((one) => standsForGroup(one, all))
    access.before = access.stops.map(marksOf)
    return access.stops.length
  },
  /** Which stop has the focus: its number, -1 for something else, null for nothing. */
  where() {
    const one = document.activeElement
    if (!one || one === document.body) return { at: null, marked: false }
    const at = access.stops.indexOf(one)
    return { at, marked: at >= 0 && marksOf(one) !== access.before[at] }
  },
  name(at) {
    const one = access.stops[at]
    const words = (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 30)
    const kind = one.getAttribute('class')?.split(' ').slice(0, 2).join('.') ?? ''
    return `${one.tagName.toLowerCase()}.${kind} “${words}” ${one.id}`
  },
  /** Whether that stop is still on the page. */
  stands(at) {
    return access.stops[at].isConnected && isThere(access.stops[at])
  },
  async axe(options) {
    const { violations } = await window.axe.run(document, { ...options, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map(({ message }) => message).join('; ')
        return `${id} ${node.target.join(' ')}: ${why}`
      }),
    )
  },
}
window.access = access

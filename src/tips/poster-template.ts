/** The Typst template of the poster. Constant: all words come in as data, so nothing typed is ever read as Typst source. */
export const posterTemplate = `
#let doc = json(bytes(sys.inputs.document))
#let sans = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "SimHei")
#let blue = rgb("#1d4e89")
#let soft = rgb("#5f5a52")
// an A4 page is drawn, and for a sign of 1.5 by 1.0 m scaled as a whole: 5.05 times on a landscape of the same drawing
#let u = doc.unitMm * 1mm
#set document(title: doc.title, author: (), keywords: (), date: datetime(year: doc.year, month: doc.month, day: doc.day))
#set page(width: doc.widthMm * 1mm, height: doc.heightMm * 1mm, margin: 12 * u)
#set text(font: sans, size: 4.8 * u, lang: "zh", region: "cn")
#set par(leading: 0.62em, spacing: 0.8em)
#let line(label, words) = grid(columns: (27 * u, 1fr), column-gutter: 3 * u, text(fill: soft, label), words)
#let head = block(width: 100%, fill: blue, inset: 6 * u, radius: 1.5 * u, {
  set text(fill: white)
  set align(center)
  text(size: 11 * u, weight: "bold", doc.title)
  if doc.demo != none { v(4 * u, weak: true); text(size: 4 * u, doc.demo) }
})
#let facts = {
  set par(leading: 0.6em)
  stack(spacing: 5.6 * u, ..doc.facts.map(pair => line(pair.at(0), pair.at(1))))
}
#let phones = block(width: 100%, stroke: 0.6 * u + blue, inset: 4 * u, radius: 1.5 * u, {
  set align(center)
  stack(spacing: 5 * u, ..doc.phones.map(one => [#text(size: 4.2 * u, one.label) #h(2 * u) #text(size: 8.2 * u, weight: "bold", fill: blue, one.number) #h(2 * u) #text(size: 3.6 * u, fill: soft, one.hours)]))
})
#let code = {
  set align(center)
  image(bytes(doc.qr), format: "svg", width: (if doc.landscape { 58 } else { 62 }) * u)
  v(3 * u, weak: true)
  text(size: 4.8 * u, doc.scan)
}
#let foot = {
  set text(size: 3.1 * u, fill: soft)
  set par(leading: 0.5em)
  doc.foot.join(linebreak())
  text(font: ("DejaVu Sans Mono", "Noto Sans Mono CJK SC", ..sans), size: 2.7 * u, doc.registerKey)
}
#head
#v(5 * u)
#if doc.landscape {
  grid(columns: (1fr, 60 * u), column-gutter: 8 * u, { phones; v(5 * u); facts }, code)
} else {
  phones
  v(5 * u)
  facts
  v(5 * u)
  code
}
#v(1fr)
#foot
`

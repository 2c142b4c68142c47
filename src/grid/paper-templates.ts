/** The Typst templates of pledge and board. Constant: all words come in as data, so nothing typed is ever read as Typst source. */
const fonts = `
#let doc = json(bytes(sys.inputs.document))
#let serif = ("FangSong", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC")
#let sans = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "SimHei")
#let soft = rgb("#5f5a52")
#let blue = rgb("#1d4e89")
#set document(title: doc.title, author: (), keywords: (), date: datetime(year: doc.year, month: doc.month, day: doc.day))
`

export const pledgeTemplate = `${fonts}
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set text(font: serif, size: 16pt, lang: "zh", region: "cn")
#set par(leading: 0.9em, spacing: 1.1em, first-line-indent: (amount: 2em, all: true))
#align(center, text(size: 22pt, weight: "bold", doc.title))
#if doc.demo != none { align(center, text(size: 12pt, fill: soft, doc.demo)) }
#v(8mm)
#grid(columns: (26mm, 1fr), row-gutter: 5mm, ..doc.facts.map(pair => (text(fill: soft, pair.at(0)), pair.at(1))).flatten())
#v(6mm)
#doc.promise
#for (n, words) in doc.undertakings.enumerate() [
  #par[#(n + 1). #words]
]
#v(14mm)
#if doc.confirmed != none { align(right, doc.confirmed) } else {
  grid(columns: (1fr, 1fr), [责任人（签名）：], [上级（签名）：])
  v(12mm)
  grid(columns: (1fr, 1fr), [日期：], [日期：])
}
#place(bottom, text(size: 10.5pt, fill: soft, doc.foot))
`

export const boardTemplate = `${fonts}
// an A4 page is drawn, and for a sign of 1.5 by 1.0 m scaled as a whole; whoever has much to name is set smaller
#let u = doc.unitMm * 1mm
#let rows = doc.holders.len() + if doc.phones == none { 1 } else { doc.phones.len() }
#let k = if rows > 11 { 0.75 } else if rows > 9 or not doc.landscape { 1 } else { 1.25 }
#set page(width: doc.widthMm * 1mm, height: doc.heightMm * 1mm, margin: 12 * u)
#set text(font: sans, size: 4.4 * k * u, lang: "zh", region: "cn")
#set par(leading: 0.62em, spacing: 0.8em)
#block(width: 100%, fill: blue, inset: 6 * u, radius: 1.5 * u, {
  set text(fill: white)
  set align(center)
  text(size: if doc.landscape { 11 * u } else { 9 * u }, weight: "bold", doc.title)
  if doc.demo != none { linebreak(); text(size: 4 * u, doc.demo) }
})
#v(5 * u)
#let holders = table(
  columns: (1.5fr, 1fr, 0.9fr, 2.1fr), inset: 2.4 * k * u, stroke: 0.3 * u + soft, align: horizon,
  ..doc.heads.map(word => text(fill: soft, word)), ..doc.holders.flatten())
#let rest = { for words in doc.duties [#par[· #words]] }
#let phone-row(phone) = (
  align(right + horizon, phone.label),
  align(horizon, box(text(size: 6.4 * k * u, weight: "bold", fill: blue, phone.number))),
  align(horizon, text(size: 3.8 * k * u, fill: soft, phone.hours)),
)
#let phones = block(width: 100%, stroke: 0.5 * u + blue, radius: 1.5 * u, inset: 3.5 * u, {
  if doc.phones == none { align(center)[#text(fill: soft, doc.phonesHead)#h(3 * u)#strong(doc.noPhones)] } else {
    grid(columns: (auto, auto, auto, 1fr), column-gutter: 4 * u, row-gutter: 2.5 * u,
      ..doc.phones.enumerate().map(((n, phone)) => (
        align(horizon, text(fill: soft, if n == 0 { doc.phonesHead } else { "" })), ..phone-row(phone))).flatten())
  }
})
#let code = {
  set align(center)
  image(bytes(doc.qr), format: "svg", width: if doc.landscape { 54 * u } else { 44 * u })
  text(size: 3.6 * k * u, doc.scan)
}
#if doc.landscape { grid(columns: (1fr, 58 * u), column-gutter: 8 * u, { holders; v(4 * u); phones; v(4 * u); rest }, code) } else {
  holders
  v(5 * u)
  phones
  v(5 * u)
  rest
  v(5 * u)
  code
}
#v(1fr)
#text(size: 3.2 * k * u, fill: soft, doc.foot)
`

/** The Typst template of the sheet about an alarm. Constant: all words come in as data, so nothing typed is ever read as Typst source. */
export const sheetTemplate = `
#let doc = json(bytes(sys.inputs.document))
#let sans = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "SimHei")
#let soft = rgb("#5f5a52")
#set document(title: doc.title, author: (), keywords: (), date: datetime(year: doc.year, month: doc.month, day: doc.day))
#set page(
  paper: "a4",
  margin: (top: 17mm, bottom: 16mm, left: 16mm, right: 16mm),
  header: {
    set text(size: 8pt, fill: soft)
    grid(columns: (1fr, auto), doc.header, if doc.demo != none { text(fill: rgb("#b3261e"), weight: "bold", doc.demo) })
  },
  footer: context {
    set text(size: 7.5pt, fill: soft)
    grid(columns: (1fr, auto), column-gutter: 6mm, doc.fetched, doc.pages.at(counter(page).get().first() - 1, default: ""))
  },
)
#set text(font: sans, size: 9.5pt, lang: doc.lang, region: if doc.lang == "zh" { "cn" } else { none })
#set par(leading: 0.6em, spacing: 0.7em)
#let part(title) = block(above: 4mm, below: 2mm, width: 100%, stroke: (bottom: 0.5pt + rgb("#1d4e89")), inset: (bottom: 0.9mm), text(weight: "bold", size: 10pt, fill: rgb("#1d4e89"), title))
#let facts(rows) = grid(columns: (auto, 1fr, auto, 1fr), column-gutter: (3mm, 5mm, 3mm), row-gutter: 2.2mm, ..rows.map(pair => (text(fill: soft, pair.at(0)), text(pair.at(1)))).flatten())
#let items(rows, mark: "·") = for row in rows { block(above: 1.7mm, below: 1.7mm, grid(columns: (4.5mm, 1fr), mark, text(row))) }
#let note(words) = block(above: 2mm, below: 2.4mm, text(size: 8pt, fill: soft, words))

#block(below: 3mm, text(size: 15pt, weight: "bold", doc.title))
#block(width: 100%, inset: 1.8mm, fill: rgb("#fbf0d9"), text(weight: "bold", doc.lead))
#part(doc.words.thePlace)
#facts(doc.place)
#part(doc.words.theRegister)
#items(doc.register)
#part(doc.words.why)
#if doc.scoreLine != none { note(doc.scoreLine) }
#items(doc.supports)
#part(doc.words.against)
#items(doc.against)
#if doc.caveats.len() > 0 {
  part(doc.words.beside)
  items(doc.caveats)
}
#part(doc.words.onSite)
#note(doc.words.onSiteStanding)
#if doc.when != none { block(above: 2.4mm, below: 2.8mm, text(weight: "bold", doc.when)) }
#let half = calc.ceil(doc.look.len() / 2)
#grid(columns: (1fr, 1fr), column-gutter: 5mm, items(doc.look.slice(0, half), mark: "□"), items(doc.look.slice(half), mark: "□"))

#pagebreak()
#let left = 11mm
#let head = 2.6mm
#let drawing(one) = block(above: 1.2mm, below: 1.4mm, breakable: false, width: 100%, height: one.heightMm * 1mm + head, {
  place(dx: left, dy: head, image(bytes(one.svg), format: "svg", width: one.widthMm * 1mm))
  set text(size: 6.5pt, fill: soft)
  place(dx: 0mm, dy: head, box(width: left - 1mm, align(right, one.top)))
  place(dx: 0mm, dy: head + one.plotMm * 1mm - 2.4mm, box(width: left - 1mm, align(right, "0")))
  for band in one.bands { place(dx: 0mm, dy: head + band.atMm * 1mm - 0.9mm, box(width: left - 1mm, align(right, text(size: 5.5pt, band.word)))) }
  for label in one.labels { place(dx: left + label.atMm * 1mm, dy: 0mm, text(size: 6.5pt, label.word)) }
})
#block(below: 1mm, text(weight: "bold", size: 10pt, fill: rgb("#1d4e89"), doc.curveTitle))
#for one in doc.weeks { drawing(one) }
#block(above: 1.5mm, below: 0.8mm, text(weight: "bold", doc.typicalTitle))
#if doc.typical != none { drawing(doc.typical) }
#note(doc.legend)
#part(doc.heatsTitle)
#if doc.heats.len() > 0 {
  set text(size: 7.5pt)
  let half = calc.ceil(doc.heats.len() / 2)
  let one(rows) = table(
    columns: (1fr, auto, auto, auto, auto),
    stroke: (x, y) => (bottom: 0.3pt + rgb("#cfc9bd")),
    inset: (x: 1.2mm, y: 0.75mm),
    align: (x, y) => if x == 0 or x == 4 { std.left } else { right },
    ..doc.heatColumns.map(word => text(fill: soft, word)),
    ..rows.flatten().map(cell => text(cell)),
  )
  grid(columns: (1fr, 1fr), column-gutter: 5mm, one(doc.heats.slice(0, half)), if doc.heats.len() > half { one(doc.heats.slice(half)) })
}
#block(above: 2mm, width: 100%, inset: 1.8mm, fill: rgb("#efece6"), {
  doc.tonnage
  block(above: 1.6mm, below: 0mm, text(size: 8pt, [#text(weight: "bold", doc.output.title) #doc.output.sentences.join(" ")]))
})
`

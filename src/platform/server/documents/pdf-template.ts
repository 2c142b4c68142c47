/**
 * The Typst template of an official document. It is constant: the document comes in as data (`sys.inputs`), so that no
 * word of a user is ever read as Typst source and nothing has to be escaped.
 */
export const pdfTemplate = String.raw`
#let doc = json(bytes(sys.inputs.document))
#let m = doc.measures
#let song = ("FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun")
#let fangsong = ("FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC")
#let kai = ("KaiTi_GB2312", "KaiTi", "STKaiti", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC")
#let hei = ("SimHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")
#let red = rgb("#" + m.red)
#let line-gap = (m.linePt - m.bodyPt) * 1pt
#let one = m.characterPt * 1pt
#let empty(n) = v(n * m.linePt * 1pt, weak: false)

#set document(title: doc.fileTitle, author: doc.author, keywords: (), date: datetime(year: doc.year, month: doc.month, day: doc.day))
#set page(
  paper: "a4",
  margin: (top: m.topMm * 1mm, bottom: m.bottomMm * 1mm, left: m.leftMm * 1mm, right: m.rightMm * 1mm),
  header-ascent: 8mm,
  header: if doc.pageMarks.len() > 0 { align(center, text(font: hei, size: m.fourPt * 1pt, fill: red, doc.pageMarks.join("　"))) },
  footer-descent: m.pageNumberGapMm * 1mm - m.fourPt * 0.5pt,
  footer: context {
    let n = counter(page).get().first()
    let number = text(font: song, size: m.fourPt * 1pt, "— " + str(n) + " —")
    if calc.odd(n) { align(right, pad(right: m.fourPt * 1pt, number)) } else { align(left, pad(left: m.fourPt * 1pt, number)) }
  },
)
// Every line is exactly as high as its characters: the pitch does not depend on the font that is there.
#set text(font: fangsong, size: m.bodyPt * 1pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em, tracking: one - m.bodyPt * 1pt, overhang: false, cjk-latin-spacing: none)
#set par(leading: line-gap, spacing: line-gap, justify: true)
#set block(spacing: line-gap)

#let lines(s) = s.split("\n").map(part => text(part)).join(linebreak())
#let body-line(s, font: fangsong) = par(first-line-indent: (amount: 2 * one, all: true), text(font: font, s))

#block(height: m.headerMarkTopMm * 1mm, width: 100%, spacing: 0pt, {
  set par(justify: false)
  for mark in doc.marks { block(text(font: hei, mark)) }
})
#let narrow(k, content) = if k == 1 { content } else { box(scale(x: k * 100%, reflow: true, box(content))) }
#align(center, block(spacing: 0pt, {
  set text(font: song, weight: "bold", size: doc.mark.sizePt * 1pt, fill: red, tracking: 0pt)
  doc.mark.lines.map(part => narrow(doc.mark.scale, part)).join(linebreak())
}))
#v(2 * m.linePt * 1pt + line-gap / 2, weak: false)
#if doc.signatory == none {
  align(center, block(spacing: 0pt, doc.number))
} else {
  block(spacing: 0pt, width: 100%, pad(x: one, doc.number + h(1fr) + doc.signatory))
}
#v(m.ruleGapMm * 1mm, weak: false)
#block(spacing: 0pt, line(length: 100%, stroke: 1.5pt + red))
#v(2 * m.linePt * 1pt, weak: false)
#block(spacing: 0pt, width: 100%, {
  set par(justify: false, leading: (m.titleLinePt - m.twoPt) * 1pt)
  align(center, text(font: song, weight: "bold", size: m.twoPt * 1pt, tracking: 0pt, lines(doc.title)))
})
#v(m.linePt * 1pt + line-gap, weak: false)
#if doc.recipients != none { par(doc.recipients) }

#let heading-fonts = (hei, kai, fangsong, fangsong)
#let aligned = (left: left, center: center, right: right)
#let table-block(t) = {
  set text(size: m.smallFourPt * 1pt, tracking: 0pt)
  set par(justify: false, leading: 5pt, spacing: 5pt)
  set block(spacing: 6pt)
  v(line-gap, weak: true)
  if "caption" in t { block(sticky: true, width: 100%, align(center, text(font: hei, size: m.fourPt * 1pt, t.caption))) }
  if "unit" in t { block(sticky: true, width: 100%, align(right, "单位：" + t.unit)) }
  let cells = t.rows.flatten().map(cell => text(cell))
  table(
    columns: t.columns.map(column => column.width * 1fr),
    align: (x, y) => horizon + if y == 0 { center } else { aligned.at(t.columns.at(x).align) },
    stroke: 0.5pt,
    inset: (x: 5pt, y: 5pt),
    table.header(..t.columns.map(column => text(font: hei, column.title))),
    ..cells,
  )
  v(8pt)
}
#let body-of(blocks, holds: false) = for (i, block-of) in blocks.enumerate() {
  if block-of.type == "table" { table-block(block-of) }
  else if block-of.type == "heading" { block(sticky: true, body-line(block-of.text, font: heading-fonts.at(block-of.level - 1))) }
  else if holds and i == blocks.len() - 1 { block(sticky: true, body-line(block-of.text)) }
  else { body-line(block-of.text) }
}
#body-of(doc.body, holds: doc.figuresAsOf == none and doc.closing == none)

// What follows stays with the text's last line, so that no page holds nothing but a signature.
#if doc.figuresAsOf != none { block(sticky: true, body-line(doc.figuresAsOf)) }
#if doc.closing != none { block(sticky: true, body-line(doc.closing)) }
#block(breakable: false, sticky: true, width: 100%, {
  if doc.attachments.len() > 0 {
    v(m.linePt * 1pt)
    let numbered = doc.attachments.len() > 1
    for (i, title) in doc.attachments.enumerate() {
      block(pad(left: 2 * one, grid(columns: (3 * one, 1fr), if i == 0 [附件：], if numbered { par(hanging-indent: one, title) } else { par(title) })))
    }
  }
  if doc.signature != none {
    v(m.sealLines * m.linePt * 1pt)
    align(right, block(pad(right: calc.min(doc.agencyRight, doc.dateRight) * one, grid(align: center, row-gutter: line-gap, doc.signature, doc.date))))
  }
})

#if doc.attendance.len() > 0 {
  v(m.linePt * 1pt)
  for row in doc.attendance {
    block(pad(left: 2 * one, grid(columns: (auto, 1fr), text(font: hei, row.label), par(row.names))))
  }
}

#for annex in doc.annexes {
  pagebreak()
  par(text(font: hei, annex.label))
  empty(1)
  align(center, block(width: 100%, {
    set par(justify: false, leading: (m.titleLinePt - m.twoPt) * 1pt)
    text(font: song, weight: "bold", size: m.twoPt * 1pt, tracking: 0pt, lines(annex.title))
  }))
  empty(1)
  body-of(annex.body)
}

#if doc.copyTo != none or doc.print != none {
  set text(size: m.fourPt * 1pt, tracking: 0pt)
  set par(leading: (m.smallLinePt - m.fourPt) * 1pt)
  let small = m.fourPt * 1pt
  let rule(mm) = block(spacing: 0pt, line(length: 100%, stroke: mm * 1mm))
  let row(content) = block(spacing: 0pt, width: 100%, inset: (x: small, y: 4pt), content)
  v(1fr)
  block(breakable: false, width: 100%, {
    rule(0.35)
    if doc.copyTo != none { row(grid(columns: (3 * small, 1fr), [抄送：], doc.copyTo)) }
    if doc.copyTo != none and doc.print != none { rule(0.25) }
    if doc.print != none { row(narrow(doc.print.scale, doc.print.agency) + h(1fr) + narrow(doc.print.scale, doc.print.date)) }
    rule(0.35)
  })
}
`

/** Sets a PDF by Typst: a constant template, and everything that people typed as data. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { chineseFontFolders } from './fonts.ts'

/** One compiler for each set of font folders: reading the fonts is the slow part. */
const compilers = new Map<string, NodeCompiler>()

function compilerFor(fontFolders: readonly string[]): NodeCompiler {
  const key = fontFolders.join('\n')
  const known = compilers.get(key)
  if (known) return known
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [...fontFolders] }] })
  compilers.set(key, compiler)
  return compiler
}

/**
 * @param template Typst source that reads its data with `json(bytes(sys.inputs.document))`: no word of a user is ever part of it.
 * @param date ISO date of the document: the only time in the file.
 * @param fontFolders where to look for Chinese fonts; the system's font folders when not given.
 * @returns the PDF, byte for byte the same for the same data and fonts.
 */
export async function setPdf(
  template: string,
  data: object,
  date: string,
  fontFolders?: readonly string[],
): Promise<Buffer> {
  const compiler = compilerFor(await chineseFontFolders(fontFolders))
  const result = compiler.compile({ mainFileContent: template, inputs: { document: JSON.stringify(data) } })
  if (!result.result) {
    const error = result.takeError()
    throw new Error(`the PDF could not be set: ${JSON.stringify(error?.shortDiagnostics ?? [])}`)
  }
  const pdf = compiler.pdf(result.result, { creationTimestamp: Date.parse(date) / 1000 })
  compiler.evictCache(5)
  return pdf
}

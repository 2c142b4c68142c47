/** Provinces by the first two digits of a division code (GB/T 2260), under the names that keys of the rulebook use. */
const provinces: Readonly<Record<string, string>> = {
  '11': 'beijing',
  '12': 'tianjin',
  '13': 'hebei',
  '14': 'shanxi',
  '15': 'neimenggu',
  '21': 'liaoning',
  '22': 'jilin',
  '23': 'heilongjiang',
  '31': 'shanghai',
  '32': 'jiangsu',
  '33': 'zhejiang',
  '34': 'anhui',
  '35': 'fujian',
  '36': 'jiangxi',
  '37': 'shandong',
  '41': 'henan',
  '42': 'hubei',
  '43': 'hunan',
  '44': 'guangdong',
  '45': 'guangxi',
  '46': 'hainan',
  '50': 'chongqing',
  '51': 'sichuan',
  '52': 'guizhou',
  '53': 'yunnan',
  '54': 'xizang',
  '61': 'shaanxi',
  '62': 'gansu',
  '63': 'qinghai',
  '64': 'ningxia',
  '65': 'xinjiang',
}

/**
 * Province of a place: by its own division code or, for a zone that has none, by that of the nearest area above it. Null where no code
 * is known, or none of a province. @param codes of the place and all above it, from the top down.
 */
export function provinceOf(codes: readonly (string | null)[]): string | null {
  const code = codes.findLast((one) => one !== null)
  return (code && provinces[code.slice(0, 2)]) ?? null
}

/** The option that names an area; place.ts finds it. */
export const areaFlags = '--area <code or name>'
export const areaHelp = 'division code or whole name of an area; the city if not given / 区划代码或区域全称'

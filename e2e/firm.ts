/** The firm of the full circle: plastics by its papers, a furnace in the ledger, melting at night by its meter. */
import { gzipSync } from 'node:zlib'
import { simulateLoad } from '../src/metering/example-loads.ts'
import { chinaDay, type Upload } from './fields.ts'

export type Firm = { name: string; account: string; villageCode: string; villageName: string }

const contractKva = 1000
const days = 120
const meltingForDays = 35

export const makeFirm = (villageCode: string, villageName: string): Firm => {
  const mark = String(Date.now()).slice(-7)
  return { name: `常州鸣泰塑胶制品有限公司（示范${mark}）`, account: `32049${mark}`, villageCode, villageName }
}

/** Two rows: the firm with its furnace and supply, and one that must be refused for its code and its place. */
export function ledgerFile({ name, account, villageCode }: Firm): Upload {
  const rows = [
    [
      '企业名称',
      '统一社会信用代码',
      '行业代码',
      '行业代码版本',
      '地址',
      '区划代码',
      '场所类型',
      '炉号',
      '炉型',
      '容量t',
      '功率kW',
      '户号',
      '馈线',
      '合同容量kVA',
    ],
    [
      name,
      '',
      '2929',
      '2017',
      '工业园3号',
      villageCode,
      '熔炼',
      '1号炉',
      '中频炉',
      '1.5',
      '600',
      account,
      '10kV工业3线',
      String(contractKva),
    ],
    [
      '常州某某金属制品有限公司',
      '913204120000000000',
      '3130',
      '2017',
      '工业园4号',
      '999999999999',
      '熔炼',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ],
  ]
  return {
    name: '企业台账.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${rows.map((row) => row.join(',')).join('\n')}\n`),
  }
}

/** What the power company hands over: a line a day, 96 mean loads of 15 minutes in kW. */
export function readingsFile({ account }: Firm): Upload {
  const head = ['meter_id', 'date', ...Array.from({ length: 96 }, (_, slot) => `v${String(slot).padStart(2, '0')}`)]
  const lines = simulateLoad('plastics-melting', {
    seed: 7,
    account,
    from: chinaDay(-days),
    days,
    contractKw: contractKva * 0.9,
    changesOn: chinaDay(-meltingForDays),
  }).map(({ day, loadKw }) => [account, day, ...loadKw.map((kw) => (Number.isNaN(kw) ? '' : kw.toFixed(1)))])
  const text = [head, ...lines].map((line) => line.join(',')).join('\n')
  return { name: `负荷读数-${account}.csv.gz`, mimeType: 'application/gzip', buffer: gzipSync(text) }
}

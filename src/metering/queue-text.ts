/** Words of the queues of alarms in both languages. */
import { defineText } from '../platform/shared/text.ts'

export const queueText = defineText(
  {
    'queue.unlicensedMelting': '超出登记',
    'queue.restartAtClosedSite': '关停场所复用',
    'queue.feeder': '线路差额',
    'queueHelp.unlicensedMelting': '登记在册，但时段或功率超出登记：登记本身已能对照，先办。',
    'queueHelp.registerFirst': '没有熔炼登记而有炉次：先打电话、查登记，登记遗漏的合法铸造厂看起来一样。',
    'queueHelp.restartAtClosedSite': '已关停的场所又出现炉次。',
    'queueHelp.feeder': '线路总表多于各户合计：差额不属于任何一户，须沿线路查。',
    'queueHelp.silentMeter': '没有读数：情况不明，不等于没有用电。',
    'queueHelp.plainThreshold': '各地用过的简单条件，只作对照，不形成线索。',
    'queueHelp.all': '各队列合在一起，按分值排列。',
    'queueEmpty.unlicensedMelting': '没有超出登记的预警。',
    'queueEmpty.registerFirst': '没有需要先核对登记的预警。',
    'queueEmpty.restartAtClosedSite': '关停场所没有出现炉次。',
    'queueEmpty.feeder': '没有线路差额预警；没有总表读数的线路情况不明。',
    'queueEmpty.silentMeter': '没有新近失去读数的电表；从未读到的电表不发预警。',
    'queueEmpty.plainThreshold': '没有户号符合对照条件。',
    'queueEmpty.all': '没有预警。',
    lookedAt: '没有预警不等于没有问题：有读数的电表 {{read}} 块，没有读数 {{silent}} 块，尚未检查 {{unknown}} 块。',
    allCauses: '全部原因',
    'queue.registerFirst': '先核对登记',
    'queue.silentMeter': '电表无读数',
    'queue.plainThreshold': '对照条件',
    'queue.all': '全部',
  },
  {
    'queue.unlicensedMelting': 'Beyond the licence',
    'queue.restartAtClosedSite': 'Closed site in use',
    'queue.feeder': 'Feeder',
    'queueHelp.unlicensedMelting':
      'A licence is on file and its hours or power are exceeded: the register itself speaks, so these come first.',
    'queueHelp.registerFirst':
      'Heats without a licence on file: telephone and look it up first; a lawful foundry whose record is lost looks the same.',
    'queueHelp.restartAtClosedSite': 'Heats at a site that was closed.',
    'queueHelp.feeder':
      'A feeder draws more than its users: the surplus belongs to none of them and is traced along the line.',
    'queueHelp.silentMeter': 'No readings: unknown, not unused.',
    'queueHelp.plainThreshold': 'A simple screen that offices have used; for comparison only, it opens no lead.',
    'queueHelp.all': 'All queues together, by score.',
    'queueEmpty.unlicensedMelting': 'No alarm about a broken licence.',
    'queueEmpty.registerFirst': 'No alarm waits for a look at the register.',
    'queueEmpty.restartAtClosedSite': 'No heats at closed sites.',
    'queueEmpty.feeder': 'No alarm about a feeder; feeders without a head meter are unknown.',
    'queueEmpty.silentMeter': 'No meter has lately fallen silent; those never read raise no alarm.',
    'queueEmpty.plainThreshold': 'No usage point meets the screen.',
    'queueEmpty.all': 'No alarms.',
    lookedAt:
      'That does not mean that all is well: {{read}} meters with readings, {{silent}} without, {{unknown}} not looked at.',
    allCauses: 'All causes',
    'queue.registerFirst': 'Check the register first',
    'queue.silentMeter': 'Silent meters',
    'queue.plainThreshold': 'For comparison',
    'queue.all': 'All',
  },
)

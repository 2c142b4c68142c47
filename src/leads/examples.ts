/** Example leads for tests, seed and demo. */
import type { LeadState } from './lead.ts'

/** A lead of a village in county 2 of city 1, just opened. */
export const exampleLead: LeadState = {
  id: '0190a000-0000-7000-8000-000000000001',
  number: 'XS2018-000001',
  status: 'opened',
  openedAt: '2018-02-09T02:00:00.000Z',
  areaId: 6,
  areaPath: '/1/2/4/6/',
  siteId: null,
  assignedAgencyId: null,
  actingAgencyIds: [],
  outcome: null,
  decidedBy: null,
  joinedTo: null,
  confined: false,
  raisedAreaId: null,
  visitId: null,
  visitedOn: null,
  survey: null,
}

/** What officials write down when a superior body or the media points at a place. */
export const writtenLeads = [
  {
    source: 'superior',
    sourceId: '示例函〔2018〕7号',
    title: '村东旧厂房夜间有冶炼声',
    words: '来函称：村东旧铸件厂房夜间有冶炼声和红光，白天大门紧闭，门口有废钢车辆出入。',
  },
  {
    source: 'media',
    sourceId: '示例晚报2018年2月9日第3版',
    title: '报道：废品站旁厂房出现钢坯',
    words: '报道称：废品收购站旁的厂房内堆放钢坯，未见厂名。',
  },
] as const

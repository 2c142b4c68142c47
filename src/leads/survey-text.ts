/** Words of what stands behind a result on site, in both languages. */
import { defineText } from '../platform/shared/text.ts'

export const surveyText = defineText(
  {
    onSite: '现场核查',
    visit: '{{on}} 现场检查，已审核通过',
    survey: '{{on}} 踏勘：{{names}}',
    unseen: '没有现场核查记录：结论作出时尚不要求到场',
    unseenAlarm: '没有现场核查记录，不计入预警实效',
    explained: '由登记核对解释，未到场，不计入预警实效',
    notYet: '尚无现场核查记录',
    visitFirst: '安排检查、进入现场并由他人审核通过后，才能认定属实、不属实或合法生产。',
    siteFirst:
      '认定属实或合法生产，须先确定场所并检查。该处确无任何经营场所的，由两名以上持执法证的承办人员踏勘，可认定不属实。',
    visitFirstAlarm: '安排检查、进入现场并由他人审核通过后，才能填写核实情况。',
    surveyFirstAlarm: '馈线不是任何人的场所：由两名以上持执法证的承办人员沿线踏勘后填写核实情况。',
    help: '只用于没有场所可查的地点；附近有厂房、院落或作坊的，请先确定场所并安排检查。',
    helpFeeder: '沿线查看总表、台区和分支，写明看到了什么。发现可疑场所的，另行登记线索并安排检查。',
    surveyedOn: '踏勘日期',
    officers: '到场人员（两名以上，含填写人）',
    photos: '现场照片',
    chooseDay: '请选择踏勘日期',
    chooseOfficers: '请选择到场人员',
    takePhotos: '请附现场照片',
    noOfficers: '承办单位当日没有持有效执法证的人员。',
    photo: '踏勘照片 {{number}}',
  },
  {
    onSite: 'Verified on site',
    visit: 'Visit of {{on}}, accepted',
    survey: 'Survey of {{on}}: {{names}}',
    unseen: 'No record on site: when the result was stated nobody had to have been there',
    unseenAlarm: 'No record on site: it does not count in the yield',
    explained: 'Explained by the register, nobody was there: it does not count in the yield',
    notYet: 'No record on site yet',
    visitFirst:
      'Founded, unfounded or lawful can be stated once a visit has been planned, got in, and was accepted by somebody else.',
    siteFirst:
      'Founded or lawful needs a site that is named and visited. Where there are no premises at all, a survey by two card-holders of the agency charged bears out unfounded.',
    visitFirstAlarm:
      'What was found can be stated once a visit has been planned, got in, and was accepted by somebody else.',
    surveyFirstAlarm:
      'A feeder is nobody’s premises: two card-holders of the agency charged survey the line, then say what they found.',
    help: 'Only for a place without premises. Where there is a workshop, a yard or a hall, name the site and plan a visit.',
    helpFeeder:
      'Look at the head meter, the transformers and the branches, and say what was seen. A suspicious place becomes a lead with a visit of its own.',
    surveyedOn: 'Day of the survey',
    officers: 'Who was there (two or more, you among them)',
    photos: 'Photographs',
    chooseDay: 'Choose the day',
    chooseOfficers: 'Choose who was there',
    takePhotos: 'Attach photographs',
    noOfficers: 'The agency charged has no officer with a valid card on that day.',
    photo: 'Photograph {{number}} of the survey',
  },
)

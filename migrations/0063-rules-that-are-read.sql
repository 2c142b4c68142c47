-- A row that no part of the program reads promises what does not happen. Files are bounded by their rows from now on.
update rules set value = '{"maxEdgePx": 2000}' where key = 'file.display';
update rules set value = jsonb_set(value, '{mediaTypes}', (value -> 'mediaTypes') || '["image/webp", "image/heic"]')
 where key = 'file.mediaTypes.document' and not value -> 'mediaTypes' ? 'image/heic';

-- What is worth showing though nothing is computed from it says so; what the program never did, or says elsewhere, goes. A row to which a
-- reviewer has attached its official text stays as one for reference.
alter table rules add column reference_only boolean not null default false;
update rules set reference_only = true
 where starts_with(key, 'focus.') or starts_with(key, 'window.')
    or key in ('limit.sweepReport', 'limit.evidencePreservation', 'limit.hearingRequest', 'limit.hearingNotice', 'limit.finePayment',
               'limit.disclosureTakedown', 'limit.reconsiderationRequest', 'limit.visitResultPublication', 'counting.startDay',
               'counting.lastDayOff', 'detection.licenceGrace');
with gone as (
  select id, raised_by from rules
   where key in ('limit.responsibleBoardUpdate', 'limit.overdueReminder', 'limit.overdueCriticism', 'limit.leaderNamed', 'limit.workPlan',
                 'limit.responsePlan', 'limit.alarmReview', 'detection.energyPerTonne', 'detection.cycle', 'detection.alertFloor',
                 'detection.largeNewLoad', 'area.townshipKinds', 'area.expectedCount.320400')
), kept as (
  update rules set reference_only = true where id in (select id from gone where raised_by is not null)
)
delete from rules where id in (select id from gone where raised_by is null);

-- No operation changes a value: notes no longer promise it.
update rules set note = jsonb_build_object(
  'zh', regexp_replace(note ->> 'zh', '，由使用单位修改$|，可改$', ''),
  'en', regexp_replace(note ->> 'en', ',? and may be changed by its users$|, editable$', ''))
 where note ->> 'zh' ~ '，由使用单位修改$|，可改$';
update rules set note = '{"zh": "须有上限（国办发〔2024〕54号），次数由各部门公布；2次为程序默认值", "en": "a cap is required (No. 54 of 2024); each department publishes its figure; two is a default of this program"}'
 where key = 'visitGuard.yearlyCap';
update rules set note = '{"zh": "未计地方赋权决定", "en": "local grants of power are not counted"}'
 where key = 'competence.inspect.township';
update rules set note = '{"zh": "随识别模型版本固定，改动须重新训练并审批模型", "en": "fixed with the version of the detector; another value needs a model trained and approved anew"}'
 where key = 'detection.licenceGrace';
update rules set note = '{"zh": "出处未能记录，年份不详；上门44户，查实0户；仅作起点，供比较", "en": "the source could not be recorded and the year is unknown; 44 visited, none found; a starting point for comparison only"}'
 where key = 'detection.wendeng';

-- Ways to report that exist outside this program, as dated data with source and standing: an address is never invented.
create table public_channels (
  id uuid primary key default gen_random_uuid(),
  key text not null,
  kind text not null check (kind in ('phone', 'inPerson', 'letter', 'web')),
  position integer not null,
  title jsonb not null,
  -- What to dial or open; null where it differs from place to place.
  address text,
  help jsonb not null,
  citation jsonb not null,
  standing text not null check (standing in ('authentic', 'secondary', 'inferred', 'unverified')),
  grade text check (grade in ('A', 'B', 'C', 'D')),
  valid_from date not null,
  valid_to date check (valid_to is null or valid_to >= valid_from),
  unique (key, valid_from)
);
create index public_channels_in_order on public_channels (position, key);
grant select on public_channels to gangshao_public, gangshao_app, gangshao_system;
grant insert, update on public_channels to gangshao_system;

insert into public_channels (key, kind, position, title, address, help, citation, standing, grade, valid_from) values
  ('office', 'inPerson', 1, '{"zh":"到所在镇（街道）或区（市）反映","en":"In person at the town, subdistrict or district"}', null,
   '{"zh":"找本页所列的责任人或其单位当面反映。","en":"Speak to the persons named on this page, or to their office."}',
   '{"zh":"常化解办〔2018〕1号第八部分（用好本地区举报平台）","en":"Changzhou capacity office, notice No. 1 of 2018, part 8"}', 'inferred', null, '2018-02-08'),
  ('12345', 'phone', 2, '{"zh":"政务服务便民热线","en":"Government service hotline"}', '12345',
   '{"zh":"说明地点、看到了什么、什么时间。热线受理后转交有权查处的单位。","en":"Say where, what you saw and when. The hotline passes it to the body that may act."}',
   '{"zh":"政务服务便民热线有关规定","en":"Rules of the government service hotline"}', 'secondary', 'C', '2018-02-08'),
  ('12315', 'phone', 3, '{"zh":"市场监管投诉举报热线","en":"Market regulation complaints line"}', '12315',
   '{"zh":"举报生产、销售劣质钢材或无证生产。","en":"For bad steel made or sold, or made without licence."}',
   '{"zh":"市场监督管理投诉举报有关规定","en":"Rules on complaints and reports in market regulation"}', 'secondary', 'C', '2018-02-08'),
  ('12369', 'phone', 4, '{"zh":"环保举报热线","en":"Environmental reporting line"}', '12369',
   '{"zh":"举报冒烟、夜间偷排等情况。","en":"For smoke, or discharges at night."}',
   '{"zh":"环保举报热线工作管理办法（环境保护部令第15号）","en":"Measures for the environmental hotline (MEP Order 15)"}', 'secondary', 'C', '2018-02-08');

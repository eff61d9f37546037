-- The made-up country, written set-wise. country.py says how large it is, and sets what is read
-- here by current_setting: bench.seed, bench.districts, bench.indicators, bench.months and
-- bench.first_month. Every number follows from the seed.

create function pg_temp.size(name text) returns int language sql stable as
    $$ select current_setting('bench.' || name)::int $$;
create function pg_temp.id(prefix text, number int) returns text language sql immutable as
    $$ select prefix || '_' || lpad(number::text, 20, '0') $$;
create function pg_temp.chance(number int, below int) returns int language sql stable as
    $$ select (hashint8extended(number, pg_temp.size('seed')) & 2147483647)::int % below $$;
create function pg_temp.month(number int) returns date language sql stable as
    $$ select (current_setting('bench.first_month')::date + make_interval(months => number))::date $$;

insert into agency (id, revision, updated_at, code, name, kind)
values (pg_temp.id('agy', 1), 1, now(), 'bench-police', 'Bench Police', 'police');

insert into area (id, revision, updated_at, code, slug, name, kind, nation, former_codes)
select pg_temp.id('are', n), 1, now(), 'E' || lpad(n::text, 8, '0'), 'district-' || n,
    'District ' || n, 'district', 'england', '{}'
from generate_series(1, pg_temp.size('districts')) as n;

insert into indicator (
    id, revision, updated_at, code, name, definition, kind, unit, polarity, frequency,
    period_types, multiplier, is_live
)
select pg_temp.id('ind', n), 1, now(), 'indicator-' || n, 'Indicator ' || n,
    'Incidents of the sort ' || n || ' that were recorded in the month.', 'count', 'incidents',
    'lower_is_better', 'month', '{month,fy_quarter}', null, true
from generate_series(1, pg_temp.size('indicators')) as n;

insert into supply (id, revision, updated_at, agency_id, indicator_id, area_id)
select pg_temp.id('spl', n), 1, now(), pg_temp.id('agy', 1), pg_temp.id('ind', n), null
from generate_series(1, pg_temp.size('indicators')) as n;

insert into partnership (id, revision, updated_at, code, name)
select pg_temp.id('ptn', n), 1, now(), 'partnership-' || lpad(n::text, 3, '0'),
    'District ' || n || ' Community Safety Partnership'
from generate_series(1, pg_temp.size('districts')) as n;

insert into partnership_area (partnership_id, position, area_id)
select pg_temp.id('ptn', n), 1, pg_temp.id('are', n)
from generate_series(1, pg_temp.size('districts')) as n;

insert into membership (
    id, revision, updated_at, partnership_id, agency_id, capacity, starts_on
)
select pg_temp.id('mem', n), 1, now(), pg_temp.id('ptn', n), pg_temp.id('agy', 1),
    'responsible_authority', '2020'
from generate_series(1, pg_temp.size('districts')) as n;

-- A plan of three years that runs out a year from now, refreshed every year.
insert into plan (id, revision, updated_at, code, title, starts_on, ends_before)
select pg_temp.id('pln', n), 1, now(), 'plan-' || n, 'Community Safety Plan of District ' || n,
    pg_temp.month(pg_temp.size('months') - 24), pg_temp.month(pg_temp.size('months') + 12)
from generate_series(1, pg_temp.size('districts')) as n;

insert into edition (
    id, revision, updated_at, plan_id, partnership_id, code, title, state, starts_on, ends_before
)
select pg_temp.id('edn', n * 10 + turn), 1, now(), pg_temp.id('pln', n), pg_temp.id('ptn', n),
    'refresh-' || turn, 'Refresh ' || turn, 'published',
    pg_temp.month(pg_temp.size('months') - 24 + 12 * turn),
    pg_temp.month(pg_temp.size('months') - 12 + 12 * turn)
from generate_series(1, pg_temp.size('districts')) as n, generate_series(0, 2) as turn;

-- Four priorities, with ten KPIs each when there are forty indicators, in every edition.
insert into priority (id, revision, updated_at, plan_id, code)
select pg_temp.id('pri', n * 10 + place), 1, now(), pg_temp.id('pln', n), 'priority-' || place
from generate_series(1, pg_temp.size('districts')) as n, generate_series(1, 4) as place;

insert into priority_entry (edition_id, priority_id, kind, position, title, why)
select edition.id, priority.id, 'priority', substr(priority.code, 10)::int,
    'Priority ' || substr(priority.code, 10), 'Because people asked for it.'
from priority join edition using (plan_id);

insert into kpi (id, revision, updated_at, plan_id, code, indicator_id, area_id)
select pg_temp.id('kpi', n * 1000 + place), 1, now(), pg_temp.id('pln', n), 'kpi-' || place,
    pg_temp.id('ind', place), pg_temp.id('are', n)
from generate_series(1, pg_temp.size('districts')) as n,
    generate_series(1, pg_temp.size('indicators')) as place;

insert into kpi_entry (edition_id, kpi_id, priority_id, position, wording, target)
select edition.id, kpi.id, priority.id, substr(kpi.code, 5)::int,
    'Fewer incidents of the sort ' || substr(kpi.code, 5) || ' than in the year before', 100
from kpi
join edition using (plan_id)
join priority on priority.plan_id = kpi.plan_id
    and priority.code = 'priority-' || (substr(kpi.code, 5)::int % 4 + 1);

insert into submission (
    id, agency_id, key_id, mode, synthetic,
    received, created, updated, unchanged, deleted, rejected, recorded_at
)
select pg_temp.id('sub', 1), pg_temp.id('agy', 1), 'key_bench', 'atomic', true,
    figures, figures, 0, 0, 0, 0, date_trunc('second', now())
from (
    select pg_temp.size('districts') * pg_temp.size('indicators') * pg_temp.size('months')
) as loaded (figures);

insert into series (area_id, indicator_id, breakdown, recorded_at)
select pg_temp.id('are', n), pg_temp.id('ind', i), 'total', date_trunc('second', now())
from generate_series(1, pg_temp.size('districts')) as n,
    generate_series(1, pg_temp.size('indicators')) as i;

-- Agencies push month by month, so that is how the rows lie on the disk.
insert into figure (
    area_id, indicator_id, breakdown, starts_on, period, ends_before,
    value, numerator, denominator, status, confidentiality, note, synthetic, is_deletion,
    recorded_at, agency_id, submission_id, revision
)
select pg_temp.id('are', n), pg_temp.id('ind', i), 'total', month.starts_on,
    to_char(month.starts_on, 'YYYY-MM'), (month.starts_on + interval '1 month')::date,
    pg_temp.chance((turn * 1000 + n) * 1000 + i, 900), null, null,
    case pg_temp.chance((turn * 1000 + n) * 1000 + i + 1, 10) when 0 then 'provisional' else 'normal' end,
    'free', null, true, false,
    date_trunc('second', now()), pg_temp.id('agy', 1), pg_temp.id('sub', 1), 1
from generate_series(0, pg_temp.size('months') - 1) as turn
cross join lateral (select pg_temp.month(turn) as starts_on) as month
cross join generate_series(1, pg_temp.size('districts')) as n
cross join generate_series(1, pg_temp.size('indicators')) as i;

insert into figure_revision (
    area_id, indicator_id, breakdown, starts_on, period, ends_before,
    value, numerator, denominator, status, confidentiality, note, synthetic, is_deletion,
    recorded_at, agency_id, submission_id, revision
)
select area_id, indicator_id, breakdown, starts_on, period, ends_before,
    value, numerator, denominator, status, confidentiality, note, synthetic, is_deletion,
    recorded_at, agency_id, submission_id, revision
from figure;

"""Writing a period, of which only the id is kept, as the JSON that was asked for.

What an id says is the domain's to tell (service/domain/periods.py); here it is told in SQL, and
tests hold the two together.
"""

from collections.abc import Mapping
from typing import Final

from service.db.compiling_series import TYPE_NAME, json_object, word
from service.db.compiling_values import NotCompilable
from service.domain.periods import PeriodType
from service.domain.selections import Selection

_FY, _FYQ = PeriodType.FY_YEAR, PeriodType.FY_QUARTER
_CY, _CYQ = PeriodType.CALENDAR_YEAR, PeriodType.CALENDAR_QUARTER

# One row, `period`, or none where `{id}` is null. In turn: what type it is, its first day, and how
# many months it lasts.
_SPREAD: Final = f"""
    (select {{id}}) as given(id)
    cross join lateral (
        select case
            when given.id like 'FY%-Q_' then '{_FYQ}' when given.id like 'FY%' then '{_FY}'
            when given.id like 'CY%-Q_' then '{_CYQ}' when given.id like 'CY%' then '{_CY}'
            when given.id like 'R12-%' then '{PeriodType.ROLLING_YEAR}'
            when given.id like '%/%' then '{PeriodType.SPAN}'
            else '{PeriodType.MONTH}'
        end as type
    ) as sort
    cross join lateral (
        select (case
            when sort.type in ('{_FY}', '{_FYQ}', '{_CY}', '{_CYQ}') then
                make_date(substr(given.id, 3, 4)::int, 1, 1)
                + case left(given.id, 2) when 'FY' then interval '3 months' else interval '0' end
                + coalesce(substring(given.id from 'Q(.)$')::int - 1, 0) * interval '3 months'
            when sort.type = '{PeriodType.ROLLING_YEAR}' then
                (substr(given.id, 5) || '-01')::date - interval '11 months'
            else (left(given.id, 7) || '-01')::date
        end)::date as starts_on
    ) as first
    cross join lateral (
        select (case
            when sort.type = '{PeriodType.SPAN}' then
                (right(given.id, 7) || '-01')::date + interval '1 month'
            else first.starts_on + case
                when sort.type = '{PeriodType.MONTH}' then interval '1 month'
                when sort.type in ('{_FYQ}', '{_CYQ}') then interval '3 months'
                else interval '1 year'
            end
        end)::date as ends_before
    ) as after
    cross join lateral (
        select given.id, sort.type, first.starts_on, after.ends_before,
            after.ends_before - 1 as ends_on, right(given.id, 2) as quarter,
            to_char(first.starts_on, 'YYYY') as year,
            to_char(first.starts_on - interval '3 months', 'YYYY/')
                || to_char(first.starts_on + interval '9 months', 'YY') as fy_name
        where given.id is not null
    ) as period
"""
_MONTH: Final = "FMMonth YYYY"  # in English, whatever the language of the server
_LABEL: Final = f"""
    case period.type
        when '{PeriodType.MONTH}' then to_char(period.starts_on, '{_MONTH}')
        when '{_FYQ}' then period.fy_name || ' ' || period.quarter
        when '{_FY}' then period.fy_name
        when '{_CYQ}' then period.year || ' ' || period.quarter || ' (calendar)'
        when '{_CY}' then period.year
        when '{PeriodType.ROLLING_YEAR}' then '12 months to ' || to_char(period.ends_on, '{_MONTH}')
        else to_char(period.starts_on, case
            when date_trunc('year', period.starts_on) = date_trunc('year', period.ends_on)
            then 'FMMonth' else '{_MONTH}' end
        ) || ' to ' || to_char(period.ends_on, '{_MONTH}')
    end
"""

# What a period is shown with (service/domain/periods.py: PeriodView), as JSON; `:today` is the day.
PERIOD: Final[Mapping[str, str]] = {
    TYPE_NAME: word("'Period'"),
    "id": word("period.id"),
    "type": word("period.type"),
    "start": word("period.starts_on"),
    "end": word("period.ends_on"),
    "label": word(_LABEL),
    "complete": "(:today >= period.ends_before)::text",
}


def period_of(id_: str, wanted: Selection) -> str:
    """Return the SQL that writes what is asked of the period whose id is given as SQL, or null."""
    if not all(field.name in PERIOD for field in wanted.fields):
        raise NotCompilable
    members = json_object((field, PERIOD[field.name]) for field in wanted.fields)
    return f"coalesce((select {members} from {_SPREAD.format(id=id_)}), 'null')"

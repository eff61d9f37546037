"""What is read of editions beside what they hold: lineage, and the history of their actions."""

from collections.abc import Sequence

from service.db.store import Record, Store


async def origins(store: Store, plan_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return what each priority of these plans comes from, by code, where it says so."""
    rows = await store.fetch(
        """
        select plan.code || ':' || priority.code as code,
            array_agg(plan.code || ':' || origin.code) as origins
        from priority_origin
        join priority on priority.id = priority_origin.priority_id
        join priority as origin on origin.id = priority_origin.origin_id
        join plan on plan.id = priority.plan_id
        where plan.id = any(:plan_ids::text[])
        group by plan.code, priority.code
        """,
        plan_ids=plan_ids,
    )
    return {row["code"]: row["origins"] for row in rows}


async def action_histories(store: Store, edition_ids: Sequence[str]) -> list[Record]:
    """Read how the actions of editions have stood: a row for each in each, one at the least.

    `next_edition` is the code and the id of the edition that follows in the plan, or null; so is
    `listings` when the edition has no action. Days of recording are those of England and Wales.
    """
    return await store.fetch(
        """
        select edition.id as edition_id,
            case when next.id is not null
                then array[plan.code || ':' || next.code, next.id] end as next_edition,
            case when entry.action_id is not null then (
                select count(*) from action_listing as listing
                where listing.edition_id = edition.id and listing.action_id = entry.action_id
            ) end as listings,
            exists (
                select from action_entry as carried
                where carried.edition_id = next.id and carried.action_id = entry.action_id
            ) as is_carried,
            array(
                select jsonb_build_array(
                    update.status,
                    update.happened_on,
                    (update.recorded_at at time zone 'Europe/London')::date
                )
                from action_update as update
                where update.action_id = entry.action_id
                order by update.happened_on collate "C", update.sequence
            ) as updates
        from edition
        join plan on plan.id = edition.plan_id
        left join action_entry as entry on entry.edition_id = edition.id
        left join lateral (
            select later.id, later.code from edition as later
            where later.plan_id = edition.plan_id
                and (later.starts_on, later.code) > (edition.starts_on, edition.code)
            order by later.starts_on, later.code
            limit 1
        ) as next on true
        where edition.id = any(:edition_ids::text[])
        """,
        edition_ids=edition_ids,
    )

"""The lists of a file, in the order in which they are loaded: each after those it speaks of."""

from collections.abc import Mapping
from typing import Final

from service.api import (
    actions,
    agencies,
    aliases,
    appointments,
    area_successions,
    areas,
    external_documents,
    histories,
    indicators,
    kpis,
    objectives,
    partnership_successions,
    partnerships,
    plans,
    priorities,
    priority_sets,
    sources,
    statements,
    successions,
)
from service.api.rows import Nothing
from service.api.sections import Begun, Coded, Counted, Entered, Owned, Related, Steps, Traced
from service.domain.actions import Action, ActionUpdate, MeasureCount
from service.domain.agencies import Agency, Coverage, Supply
from service.domain.aliases import Alias
from service.domain.appointments import Appointment
from service.domain.areas import Area, AreaSuccession
from service.domain.callers import Permission
from service.domain.editions import EditionTransition
from service.domain.external_documents import ExternalDocument
from service.domain.indicators import Indicator
from service.domain.kpis import Kpi
from service.domain.objectives import Objective
from service.domain.partnership_successions import PartnershipSuccession
from service.domain.partnerships import Membership, Partnership
from service.domain.plans import Edition, Plan, Priority
from service.domain.priority_sets import PrioritySet
from service.domain.sources import Source
from service.domain.statements import Statement
from service.domain.successions import Succession
from service.usecases.imports import Section

SECTIONS: Final[Mapping[str, Section]] = {
    section.name: section
    for section in (
        Coded(
            "areas",
            Area,
            areas.AreaInput,
            areas.AreaChange,
            areas.record_area,
            areas.revise_area,
            kept=frozenset(
                {
                    *("starts_on", "ends_before", "within"),
                    *("tier", "population", "population_year", "former_codes"),
                }
            ),
        ),
        Related(
            "area_successions",
            AreaSuccession,
            area_successions.SuccessionInput,
            area_successions.SuccessionChange,
            area_successions.record_successor,
            area_successions.redate_successor,
            owner="predecessor",
            of=Area,
            by=("successor",),
        ),
        Coded(
            "agencies",
            Agency,
            agencies.AgencyInput,
            agencies.AgencyChange,
            agencies.record_agency,
            agencies.revise_agency,
        ),
        Related(
            "aliases",
            Alias,
            aliases.AliasInput,
            aliases.AliasChange,
            aliases.record_alias,
            aliases.redate_alias,
            owner="agency",
            of=Agency,
            by=("name", "starts_on"),
        ),
        Related(
            "agency_successions",
            Succession,
            successions.SuccessionInput,
            successions.SuccessionChange,
            successions.record_succession,
            successions.revise_succession,
            owner="predecessor",
            of=Agency,
            by=("successor",),
        ),
        Related(
            "coverage",
            Coverage,
            agencies.CoverageInput,
            agencies.DaysChange,
            agencies.record_coverage,
            agencies.redate_coverage,
            owner="agency",
            of=Agency,
            by=("area", "starts_on"),
        ),
        Coded(
            "indicators",
            Indicator,
            indicators.IndicatorInput,
            indicators.IndicatorChange,
            indicators.define_indicator,
            indicators.revise_indicator,
            later=frozenset({"is_live"}),
        ),
        Related(
            "supply",
            Supply,
            agencies.SupplyInput,
            agencies.DaysChange,
            agencies.record_supply,
            agencies.redate_supply,
            owner="agency",
            of=Agency,
            by=("indicator", "area", "starts_on"),
        ),
        Coded(
            "partnerships",
            Partnership,
            partnerships.PartnershipInput,
            partnerships.PartnershipChange,
            partnerships.record_partnership,
            partnerships.revise_partnership,
            kept=frozenset({"ons_code"}),
        ),
        Related(
            "memberships",
            Membership,
            partnerships.MemberInput,
            partnerships.MemberChange,
            partnerships.admit_member,
            partnerships.revise_member,
            owner="partnership",
            of=Partnership,
            by=("agency", "capacity", "starts_on"),
        ),
        Related(
            "appointments",
            Appointment,
            appointments.AppointmentInput,
            appointments.AppointmentChange,
            appointments.appoint,
            appointments.revise_appointment,
            may=Permission.EDIT,
            owner="partnership",
            of=Partnership,
            by=("role", "printed", "agency", "starts_on"),
        ),
        Begun(
            "plans",
            Plan,
            plans.PlanInput,
            plans.PlanChange,
            plans.begin_plan,
            plans.revise_plan,
            may=Permission.EDIT,
            once=frozenset({"edition"}),
        ),
        Owned(
            "editions",
            Edition,
            plans.RefreshInput,
            plans.EditionChange,
            plans.add_edition,
            plans.revise_edition,
            may=Permission.EDIT,
            owner="plan",
            once=frozenset({"state", "state_on"}),
        ),
        Steps(
            "transitions",
            EditionTransition,
            plans.TransitionInput,
            Nothing,
            histories.tell_transition,
            histories.tell_transition,
            may=Permission.EDIT,
            owner="edition",
            of=Edition,
            by=("to", "happened_on", "note"),
            once=frozenset({"repeat"}),
        ),
        Entered(
            "priorities",
            Priority,
            priorities.PriorityInput,
            priorities.PriorityChange,
            priorities.enter_priority,
            priorities.reword_priority,
            later=frozenset({"parent", "also_serves", "comes_from"}),
            kept=frozenset({"comes_from"}),
        ),
        Entered(
            "statements",
            Statement,
            statements.StatementInput,
            statements.StatementChange,
            statements.enter_statement,
            statements.reword_statement,
        ),
        Entered(
            "objectives",
            Objective,
            objectives.ObjectiveInput,
            objectives.ObjectiveChange,
            objectives.enter_objective,
            objectives.reword_objective,
        ),
        Entered(
            "priority_sets",
            PrioritySet,
            priority_sets.PrioritySetInput,
            priority_sets.PrioritySetChange,
            priority_sets.enter_priority_set,
            priority_sets.reword_priority_set,
        ),
        Entered(
            "external_documents",
            ExternalDocument,
            external_documents.ExternalDocumentInput,
            external_documents.ExternalDocumentChange,
            external_documents.enter_external_document,
            external_documents.reword_external_document,
        ),
        Entered("kpis", Kpi, kpis.KpiInput, kpis.KpiChange, kpis.enter_kpi, kpis.reword_kpi),
        Entered(
            "actions",
            Action,
            actions.ActionInput,
            actions.ActionChange,
            actions.enter_action,
            actions.reword_action,
            once=frozenset({"status", "status_on"}),
            kept=frozenset({"timespan"}),
        ),
        Steps(
            "updates",
            ActionUpdate,
            actions.UpdateInput,
            Nothing,
            histories.tell_update,
            histories.tell_update,
            may=Permission.EDIT,
            owner="action",
            of=Action,
            by=("status", "happened_on", "comment", "percent_complete", "rag"),
            once=frozenset({"repeat"}),
        ),
        Counted(
            "counts",
            MeasureCount,
            actions.CountInput,
            Nothing,
            histories.tell_count,
            histories.tell_count,
            may=Permission.EDIT,
            owner="action",
            of=Action,
            by=("value", "happened_on", "comment"),
            once=frozenset({"edition", "measure", "nth", "repeat"}),
        ),
        Related(
            "partnership_successions",
            PartnershipSuccession,
            partnership_successions.SuccessionInput,
            partnership_successions.SuccessionChange,
            histories.tell_partnership_succession,
            partnership_successions.revise_partnership_succession,
            owner="predecessor",
            of=Partnership,
            by=("successor",),
        ),
        Traced(
            "sources",
            Source,
            sources.SourceInput,
            sources.SourceChange,
            sources.record_source,
            sources.revise_source,
            may=Permission.EDIT,
            once=frozenset({"of", "repeat"}),
        ),
    )
}

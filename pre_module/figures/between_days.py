"""Referrals by origin and decision, needs and actions by domain: what happened in a structure between two days.

Counts only, never a name: no permission hook applies, the structure is one the reader may see (`filters.py`).
"""

from typing import Any

import frappe

from pre_module.figures.filters import chosen_days, one_structure

REFERRALS = """
select
	r.origin as origin,
	count(*) as received,
	count(case when r.status = 'Accepted' then 1 end) as accepted,
	count(case when r.status = 'Redirected' then 1 end) as redirected,
	count(case when r.status = 'Declined' then 1 end) as declined,
	count(case when r.status = 'Withdrawn' then 1 end) as withdrawn,
	count(case when r.status in ('Received', 'Under Review') then 1 end) as undecided,
	count(case when r.status = 'Accepted' and r.derogation = 1 then 1 end) as by_derogation
from `tabPRE Referral` r
where r.structure = %(structure)s
	and r.received_on >= %(from_date)s
	and r.received_on <= %(to_date)s
group by r.origin
order by count(*) desc, r.origin
"""

NEEDS = """
select
	d.name as need_domain,
	coalesce(n.needs, 0) as needs,
	coalesce(n.covered, 0) as covered,
	coalesce(n.awaited, 0) as awaited,
	coalesce(n.waiting_list, 0) as waiting_list,
	coalesce(n.not_covered, 0) as not_covered,
	coalesce(n.not_asked, 0) as not_asked,
	coalesce(a.actions, 0) as actions,
	coalesce(a.individual, 0) as individual,
	coalesce(a.collective, 0) as collective,
	coalesce(a.by_pre, 0) as by_pre,
	coalesce(a.by_services, 0) as by_services,
	coalesce(a.planned_hours, 0) as planned_hours,
	coalesce(r.redirected, 0) as redirected,
	coalesce(r.redirected_answered, 0) as redirected_answered
from `tabPRE Need Domain` d
left join (
	select
		line.need_domain as need_domain,
		count(*) as needs,
		count(case when line.answer = 'Covered' then 1 end) as covered,
		count(case when line.answer = 'Awaited' then 1 end) as awaited,
		count(case when line.answer = 'Waiting List' then 1 end) as waiting_list,
		count(case when line.answer in ('Insufficient', 'Refused', 'None') then 1 end) as not_covered,
		count(case when coalesce(line.answer, '') = '' then 1 end) as not_asked
	from `tabPRE Diagnostic Need` line
	inner join `tabPRE Diagnostic` diagnostic
		on diagnostic.name = line.parent and line.parenttype = 'PRE Diagnostic'
	where diagnostic.structure = %(structure)s
		and diagnostic.diagnostic_date >= %(from_date)s
		and diagnostic.diagnostic_date <= %(to_date)s
	group by line.need_domain
) n on n.need_domain = d.name
left join (
	select
		line.need_domain as need_domain,
		count(*) as actions,
		count(case when line.mode = 'Individual' then 1 end) as individual,
		count(case when line.mode = 'Collective' then 1 end) as collective,
		count(case when line.funded_by = 'PRE' then 1 end) as by_pre,
		count(case when line.funded_by = 'Existing Services' then 1 end) as by_services,
		cast(sum(coalesce(line.planned_hours, 0)) as double) as planned_hours
	from `tabPRE Parcours Action` line
	inner join `tabPRE Parcours` parcours
		on parcours.name = line.parent and line.parenttype = 'PRE Parcours'
	where parcours.structure = %(structure)s
		and parcours.started_on <= %(to_date)s
		and (parcours.closed_on is null or parcours.closed_on >= %(from_date)s)
	group by line.need_domain
) a on a.need_domain = d.name
left join (
	select
		reason.need_domain as need_domain,
		count(distinct referral.name) as redirected,
		count(distinct case when coalesce(referral.redirect_answer, '') not in ('', 'Awaited') then referral.name end)
			as redirected_answered
	from `tabPRE Referral Reason` reason
	inner join `tabPRE Referral` referral
		on referral.name = reason.parent and reason.parenttype = 'PRE Referral'
	where referral.structure = %(structure)s
		and referral.status = 'Redirected'
		and referral.received_on >= %(from_date)s
		and referral.received_on <= %(to_date)s
	group by reason.need_domain
) r on r.need_domain = d.name
where coalesce(n.needs, 0) + coalesce(a.actions, 0) + coalesce(r.redirected, 0) > 0
order by d.name
"""


def referrals_by_origin(values: dict[str, Any]) -> list[dict[str, Any]]:
	"""One line per origin of the referrals received. values: filters structure, from_date, to_date.

	Raises what `filters.py` raises of them.
	"""
	return _run(REFERRALS, values)


def needs_by_domain(values: dict[str, Any]) -> list[dict[str, Any]]:
	"""F15, F16: one line per domain: needs of the diagnostics of these days, actions of the parcours that ran in them.

	redirected: referrals received in these days for reasons of the domain and sent to an existing service; with its answer.

	values: as above.
	"""
	return _run(NEEDS, values)


def _run(query: str, values: dict[str, Any]) -> list[dict[str, Any]]:
	structure, days = one_structure(values), chosen_days(values)
	lines = frappe.db.sql(
		query, {"structure": structure, "from_date": days.start, "to_date": days.end}, as_dict=True
	)
	return [{"structure": structure, **line} for line in lines]

"""A site that was there before a need could have several services: nothing that was said is lost or counted twice."""

import frappe

from pre_module.patches import make_service_requests
from tests.factories import day, make_child, make_structure, need_domain
from tests.hand_rows import row


def old_diagnostic(child, *needs: dict):
	"""A diagnostic as an earlier version wrote it."""
	return row(
		"PRE Diagnostic",
		frappe.generate_hash(length=8),
		child=child.name,
		structure=child.structure,
		diagnostic_date=day(-50),
		author="Administrator",
		status="Validated",
		needs=[{"need_domain": need_domain(), "need": f"Besoin {n}", **need} for n, need in enumerate(needs)],
	)


def test_each_service_named_by_a_need_becomes_a_request_with_its_answer_and_its_days():
	child = make_child(make_structure().name)
	diagnostic = old_diagnostic(
		child,
		{"service": "CMP", "asked_on": day(-60), "answer": "Covered", "answered_on": day(-52)},
		{"service": "APC", "answer": "Awaited"},
		{"service": "RASED", "answer": "None", "asked_on": day(-55)},
	)
	before = [(r.service, r.answer, r.asked_on, r.answered_on) for r in diagnostic.reload().needs]
	for _time in range(2):
		make_service_requests.execute()
		found = frappe.get_all(
			"PRE Service Request",
			{"diagnostic": diagnostic.name},
			[
				"service",
				"answer",
				"asked_on",
				"answered_on",
				"waiting_days",
				"child",
				"structure",
				"asked_by",
			],
			order_by="service desc",
		)
		assert [(r.service, r.answer, str(r.asked_on), r.waiting_days) for r in found] == [
			("RASED", "None", day(-55), 55),
			("CMP", "Covered", day(-60), 8),
			("APC", "Awaited", day(-50), 50),
		]
		assert {(r.child, r.structure, r.asked_by) for r in found} == {
			(child.name, child.structure, "Administrator")
		}
	rows = diagnostic.reload().needs
	assert [r.standing for r in rows] == ["Covered", "Gap", "Gap"]
	assert [(r.service, r.answer, r.answered_on) for r in rows] == [(s, a, on) for s, a, _asked, on in before]
	assert [r.requests for r in rows] == [1, 1, 1]


def test_the_delays_get_their_default_and_a_choice_of_the_site_stays():
	frappe.db.delete("Singles", {"doctype": "PRE Settings", "field": "service_answer_days"})
	frappe.db.set_single_value("PRE Settings", "referral_decision_days", 0)
	make_service_requests.execute()
	stored = frappe.db.get_singles_dict("PRE Settings")
	assert (int(stored["service_answer_days"]), int(stored["referral_decision_days"])) == (30, 0)

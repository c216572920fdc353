"""P6: the T score measures a child against its own start; no door puts children in order by it."""

import frappe
import pytest

from tests.factories import PASSWORD, make_active_parcours, make_child, make_review, make_structure, make_user


@pytest.mark.commits
@pytest.mark.parametrize(
	"asked",
	[
		{"order_by": "t_score desc"},
		{"order_by": "`tabPRE Review`.`share_reached` asc"},
		{"order_by": "review_date, t_score"},
		{"fields": '["name", "t_score as x"]', "order_by": "x"},
		{"fields": '["name", "t_score as creation"]', "order_by": "creation"},
		{"fields": '["name", "t_score as _relevance"]', "order_by": "_relevance"},
		{"fields": '["name", "t_score"]', "order_by": "2"},
		{"filters": '[["t_score", ">", 60]]'},
		{"filters": '[["PRE Review", "share_reached", "<", 10]]'},
		{"or_filters": '{"t_score": [">", 1]}'},
	],
	ids=str,
)
def test_P6_no_list_ranks_or_picks_children_by_their_score(committed, world, http, asked):
	coordinator = make_user("PRE Coordinator", log_in=True)
	structure = make_structure(coordinator=coordinator.name)
	make_review(make_active_parcours(make_child(structure.name)), "Initial")
	frappe.db.commit()
	visitor = http.login(coordinator.name, PASSWORD)
	sent = {"doctype": "PRE Review", "fields": '["name"]', **asked}
	for method in ("frappe.client.get_list", "frappe.desk.reportview.get", "frappe.desk.reportview.get_list"):
		answer = visitor.get(f"/api/method/{method}", **sent)
		assert not answer.ok, (method, answer.text)
		assert visitor.get(f"/api/method/{method}", doctype="PRE Review", fields='["name"]').ok
	by_rest = {k: v for k, v in sent.items() if k != "doctype"}
	assert not visitor.get("/api/resource/PRE Review", **by_rest).ok
	search = {"doctype": "PRE Review", "txt": "BIL"}
	assert visitor.get("/api/method/frappe.desk.search.search_link", **search).ok

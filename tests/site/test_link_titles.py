"""The title of a link is a child's name: only who may read the child gets it."""

import frappe
import pytest

from pre_module.access.link_titles import get_link_title
from tests.factories import make_active_parcours, make_child, make_contract, make_structure, make_user
from tests.site.doors import request

OPEN_POINT = "frappe.desk.search.get_link_title"
# The coordonnateur and the référent of nobody too.
OTHERS = (
	"PRE Partner",
	"PRE Manager",
	"PRE Evaluator",
	"PRE Team Member",
	"PRE Coordinator",
	"PRE Referent",
	None,
)


def asked_over_rpc(doctype: str, name: str) -> str | None:
	"""The title as a page asks for it, through the handler of every remote call."""
	path = f"/api/method/{OPEN_POINT}"
	return request("GET", path, query_string={"doctype": doctype, "docname": name}).get("message")


@pytest.mark.parametrize("role", OTHERS)
def test_who_may_not_read_a_child_gets_its_number_only(role, as_user):
	child = make_child()
	with as_user(make_user(*([role] if role else [])).name):
		assert asked_over_rpc("PRE Child", child.name) == child.name


def test_a_guest_gets_nothing_of_it(as_user):
	child = make_child()
	with as_user("Guest"):
		try:
			answer = asked_over_rpc("PRE Child", child.name)
		except frappe.PermissionError:
			answer = None
	assert child.last_name not in str(answer)


def test_who_may_read_the_child_gets_its_name(as_user):
	coordinator, referent = make_user("PRE Coordinator").name, make_user("PRE Referent").name
	child = make_child(make_structure(coordinator=coordinator).name)
	make_active_parcours(child, contract=make_contract(child.structure, referent))
	for user in (coordinator, referent):
		with as_user(user):
			assert asked_over_rpc("PRE Child", child.name) == child.full_name


def test_a_name_that_does_not_exist_gives_itself(as_user):
	with as_user(make_user("PRE Manager").name):
		assert get_link_title("PRE Child", "ENF-1900-0001") == "ENF-1900-0001"


def test_the_title_of_what_everybody_reads_stays(as_user):
	structure = make_structure()
	with as_user(make_user("PRE Manager").name):
		assert asked_over_rpc("PRE Structure", structure.name) == structure.structure_name

import frappe
from tests.factories import *
def test_x(as_user):
    a, b = make_user("PRE Coordinator").name, make_user("PRE Coordinator").name
    sa, sb = make_structure(coordinator=a), make_structure(coordinator=b)
    ca, cb = make_child(sa.name), make_child(sb.name)
    for u in (a,b):
        with as_user(u):
            print(u, frappe.get_list("PRE Child", pluck="name"), [bool(frappe.has_permission("PRE Child","read",c.name)) for c in (ca,cb)])
    assert 0

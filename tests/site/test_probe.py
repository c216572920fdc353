import frappe, pytest
def test_commit_is_undone_1():
	frappe.get_doc(doctype="ToDo", description="probe").insert(); frappe.db.commit()
	assert frappe.db.count("ToDo") == 1
	frappe.get_doc(doctype="ToDo", description="probe").insert(); frappe.db.rollback()
	assert frappe.db.count("ToDo") == 1
def test_commit_is_undone_2():
	assert frappe.db.count("ToDo") == 0
@pytest.mark.commits
def test_http(committed, admin_http):
	t = committed.insert(dict(doctype="ToDo", description="seen"))
	a = admin_http.get(f"/api/resource/ToDo/{t.name}")
	assert a.ok, a.text
	a = admin_http.put(f"/api/resource/ToDo/{t.name}", description="x")
	assert a.ok, a.text

def test_http(admin_http):
	a = admin_http.get("/api/method/frappe.auth.get_logged_user"); assert a.json()["message"]=="Administrator"
	import frappe; assert frappe.conf.host_name.startswith("http://127")
	from frappe.utils.pdf import get_pdf
	assert get_pdf("<link rel=stylesheet href='/assets/frappe/css/bootstrap.css'><h1>x</h1>").startswith(b"%PDF")

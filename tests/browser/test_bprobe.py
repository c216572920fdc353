from selenium.webdriver.support.ui import WebDriverWait
def test_desk(browser, enter, admin_password):
	enter(browser, "Administrator", admin_password)
	WebDriverWait(browser, 60).until(lambda b: b.execute_script("return window.frappe && frappe.boot && document.querySelector('.desk-sidebar-item, .standard-sidebar-item')"))
	browser.save_screenshot("/tmp/desk.png")
	assert browser.execute_script("return frappe.boot.lang") == "fr"
	print(browser.get_log("browser"))

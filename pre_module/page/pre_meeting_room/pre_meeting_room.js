// The page that runs a team meeting on a projector, by keyboard. Its parts stand in public/js/meeting_room/.

frappe.pages["pre-meeting-room"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Team Meeting in Session"), single_column: true });
	const parts = ["sending", "clock", "decision_form", "attendance", "drawing", "room"].map(
		(part) => `/assets/pre_module/js/meeting_room/${part}.js`
	);
	wrapper.ready = frappe.require(parts).then(() => {
		wrapper.room = new pre_module.meeting_room.Room(page, wrapper);
	});
};

frappe.pages["pre-meeting-room"].on_page_show = async function (wrapper) {
	await wrapper.ready;
	wrapper.room.open(frappe.get_route()[1]);
};

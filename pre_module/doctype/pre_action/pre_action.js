// An action of the catalogue: its sessions are made by one button, a bar follows it.

const MAKING = "pre_sessions_progress";
const ASK_SECONDS = 3;

frappe.ui.form.on("PRE Action", {
	setup(frm) {
		pre_module.forms.offer_open(frm, { partner: ["provider"], reference: ["need_domain"] });
		frappe.realtime.on(MAKING, (data) => {
			if (data.name === frm.doc.name) show_progress(frm, data.percent);
		});
	},

	onload(frm) {
		pre_module.forms.default_structure(frm);
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frappe.model.can_create("PRE Action Enrolment")) {
			frm.add_custom_button(__("Enrol a Child"), () =>
				frappe.new_doc("PRE Action Enrolment", { action: frm.doc.name })
			);
		}
		const planned = (frm.doc.planning || []).length && frm.doc.from_date && frm.doc.to_date;
		if (planned && frappe.user.has_role("PRE Coordinator")) {
			frm.add_custom_button(__("Make the Sessions"), () => make(frm));
		}
		frm.add_custom_button(__("Calendar of the Sessions"), () =>
			frappe.set_route("List", "PRE Action Session", "Calendar", { action: frm.doc.name })
		);
		follow(frm);
	},
});

async function make(frm) {
	if (frm.is_dirty()) await frm.save();
	const queued = await frappe.xcall("pre_module.desk.planning.make", { name: frm.doc.name });
	if (!queued) {
		frappe.show_alert({ message: __("The sessions are being made already."), indicator: "orange" });
	}
	await frm.reload_doc();
}

// The progress is pushed; asked for too, where the push doesn't reach the browser.
function follow(frm) {
	clearTimeout(frm.follow_timer);
	if (frm.doc.making_status !== "Running") return;
	show_progress(frm, frm.doc.making_progress || 0);
	const { name } = frm.doc;
	frm.follow_timer = setTimeout(async () => {
		if (cur_frm !== frm || frm.doc.name !== name || frm.is_dirty()) return;
		const fields = ["making_status", "making_progress"];
		const { message } = await frappe.db.get_value("PRE Action", name, fields);
		if (message.making_status !== "Running") {
			await frm.reload_doc();
			return;
		}
		frm.doc.making_progress = message.making_progress;
		follow(frm);
	}, ASK_SECONDS * 1000);
}

function show_progress(frm, percent) {
	frm.dashboard.show_progress(__("Sessions"), percent, __("{0} % of the planning done", [Math.round(percent)]));
}

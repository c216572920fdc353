// One import of a national list: the primary button starts it, a bar follows it, the result fills the form.

const PROGRESS = "pre_reference_import_progress";
const POLL_SECONDS = 3;

frappe.ui.form.on("PRE Reference Import", {
	setup(frm) {
		frappe.realtime.on(PROGRESS, (data) => {
			if (data.name === frm.doc.name) {
				show_progress(frm, data.percent);
			}
		});
	},

	onload(frm) {
		frm.get_field("file").df.options = { restrictions: { allowed_file_types: [".csv"] } };
	},

	refresh(frm) {
		set_primary_action(frm);
		show_headline(frm);
		follow(frm);
	},

	import_type: (frm) => set_primary_action(frm),
	file: (frm) => set_primary_action(frm),
	communes: (frm) => set_primary_action(frm),
	structure: (frm) => set_primary_action(frm),
});

function set_primary_action(frm) {
	if (frm.is_new() || frm.is_dirty()) {
		frm.enable_save();
		return;
	}
	frm.disable_save();
	if (frm.doc.status === "Running" || !frm.perm[0].write) {
		// A run that was killed stays « Running »: it can be started again from the menu.
		frm.page.clear_primary_action();
		frm.doc.status === "Running" && frm.page.add_menu_item(__("Start Again"), () => start(frm));
		return;
	}
	const label = frm.doc.status === "Not Started" ? __("Import") : __("Import Again");
	frm.page.set_primary_action(label, () => start(frm));
}

async function start(frm) {
	const { message: queued } = await frm.call({ method: "start", doc: frm.doc, freeze: true });
	if (!queued) {
		frappe.show_alert({ message: __("This import is already running."), indicator: "orange" });
	}
	await frm.reload_doc();
}

// The progress is pushed; asked for too, where the push doesn't reach the browser.
function follow(frm) {
	clearTimeout(frm.follow_timer);
	if (frm.doc.status !== "Running" || frm.is_new()) {
		return;
	}
	show_progress(frm, frm.doc.progress || 0);
	const name = frm.doc.name;
	frm.follow_timer = setTimeout(async () => {
		const shown = cur_frm === frm && frm.doc.name === name;
		if (!shown || frm.is_dirty()) {
			return;
		}
		const { message } = await frappe.db.get_value(frm.doctype, name, ["status", "progress"]);
		if (message.status !== "Running") {
			await frm.reload_doc();
			return;
		}
		frm.doc.progress = message.progress;
		follow(frm);
	}, POLL_SECONDS * 1000);
}

function show_progress(frm, percent) {
	frm.dashboard.show_progress(__("Import"), percent, __("{0} % of the file read", [Math.round(percent)]));
}

function show_headline(frm) {
	const { status, created_count, updated_count, unchanged_count, skipped_count } = frm.doc;
	if (status === "Failed") {
		frm.dashboard.set_headline_alert(frappe.utils.escape_html(frm.doc.error), "red");
	} else if (status === "Done" || status === "Done with Lines Left Out") {
		const counts = [created_count, updated_count, unchanged_count, skipped_count];
		frm.dashboard.set_headline_alert(
			__("{0} created, {1} updated, {2} unchanged, {3} lines left out.", counts),
			skipped_count ? "orange" : "green"
		);
	}
}

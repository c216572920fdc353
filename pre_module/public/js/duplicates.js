// Files that may be of the same child: shown at once to the coordonnateur, with the reasons. A person decides.

frappe.provide("pre_module.duplicates");

Object.assign(pre_module.duplicates, {
	async of_referral(frm) {
		if (frm.is_new() || !frappe.user.has_role("PRE Coordinator")) return;
		const name = frm.doc.name;
		const found = await frappe.xcall("pre_module.desk.duplicates.of_referral", { name }).catch(() => null);
		if (!found || frm.doc.name !== name) return;
		const undecided = ["Received", "Under Review"].includes(frm.doc.status) && !frm.doc.child;
		pre_module.duplicates.show(frm, [
			...found.children.map((file) => ({
				...file,
				choose: undecided ? () => pre_module.duplicates.use(frm, file) : null,
			})),
			...found.referrals,
		]);
	},

	async of_child(frm) {
		if (!frappe.user.has_role("PRE Coordinator")) return;
		const { first_name, last_name, birth_date, structure, household, name } = frm.doc;
		if (!first_name || !last_name || !birth_date || !structure) return;
		const asked = JSON.stringify([first_name, last_name, birth_date, structure, household, name]);
		if (frm.is_new() && frm.pre_asked === asked) return; // nothing new was typed
		frm.pre_asked = asked;
		const phone = (frm.doc.guardians || []).map((row) => row.phone).find(Boolean);
		const found = await (frm.is_new()
			? frappe.xcall("pre_module.desk.duplicates.of_identity", {
					first_name,
					last_name,
					birth_date,
					structure,
					household,
					phone,
			  })
			: frappe.xcall("pre_module.desk.duplicates.of_child", { name })
		).catch(() => null);
		if (!found || frm.doc.name !== name || frm.pre_asked !== asked) return;
		pre_module.duplicates.show(
			frm,
			found.map((file) => ({
				...file,
				merge: frm.is_new() ? null : () => pre_module.duplicates.merge(name, file.name),
			}))
		);
	},

	show(frm, files) {
		frm.$wrapper.find(".pre-duplicates").remove();
		if (!files.length) return;
		const escape = frappe.utils.escape_html;
		const lines = files.map(
			({ doctype, name, title, birth_date, reasons, choose, merge }, number) => `<li class="mb-2">
				<a href="${frappe.utils.get_form_link(doctype, name)}"><b>${escape(title)}</b></a>
				<span class="text-muted">${escape(
					doctype === "PRE Referral" ? __("referral {0}", [name]) : __("file {0}", [name])
				)}, ${__("born on {0}", [frappe.datetime.str_to_user(birth_date)])}</span><br>
				${reasons.join(" ")}
				${choose ? `<br><button class="btn btn-xs btn-default" data-choose="${number}">${__("It Is This Child")}</button>` : ""}
				${merge ? `<br><button class="btn btn-xs btn-default" data-merge="${number}">${__("Merge the Two Files")}</button>` : ""}
			</li>`
		);
		const box = $(`<div class="pre-duplicates form-message orange p-3" role="status">
			<p class="mb-2"><b>${__("Perhaps known already: look before going on.")}</b></p>
			<ul class="mb-0 pl-4">${lines.join("")}</ul>
		</div>`);
		box.on("click", "[data-choose]", (e) => files[$(e.currentTarget).data("choose")].choose());
		box.on("click", "[data-merge]", (e) => files[$(e.currentTarget).data("merge")].merge());
		box.insertBefore(frm.layout.wrapper.find(".form-page, .form-tabs-list, .form-layout").first());
		if (!box.closest("body").length) frm.layout.wrapper.prepend(box);
	},

	// The file found goes on the referral, with the rights of whoever chooses it.
	async use(frm, file) {
		await frm.set_value("child", file.name);
		await frm.save();
	},

	merge(child, merged_child) {
		frappe.new_doc("PRE Child Merge", { child, merged_child });
	},
});

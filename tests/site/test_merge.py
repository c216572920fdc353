"""Two files of one child made one: shown before, done whole, explained afterwards, and the registers as they were."""

import json
from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from pre_module.access.history import who_could_see
from pre_module.access.register import settle
from pre_module.access.scope import grants_where
from pre_module.desk import attendance
from pre_module.doctype.pre_child_merge import facts, moving
from pre_module.doctype.pre_child_merge.preview import preview
from pre_module.exceptions import FilesNotMerged, ReferentNotUnderContract
from pre_module.report.pre_who_could_see_a_child import pre_who_could_see_a_child as report
from pre_module.rules.access import EMERGENCY, Grant
from tests.factories import (
	agree_to,
	day,
	enrol,
	guardian,
	insert,
	make_action,
	make_active_parcours,
	make_child,
	make_consent,
	make_contract,
	make_diagnostic,
	make_meeting,
	make_partner,
	make_referral,
	make_school,
	make_session,
	make_structure,
	make_user,
	note,
	years_old,
)
from tests.factories.merge import documents_of, merge_files

STAYS = {"PRE Child Access", "PRE Access Trace", "PRE Emergency Access", "PRE Guarded Trace"}


@pytest.fixture
def town():
	"""A structure, its coordonnateur, and two files of one child: ENF kept, ENF merged."""
	coordinator = make_user("PRE Coordinator").name
	structure = make_structure(coordinator=coordinator).name
	kept = make_child(structure, first_name="Inès", last_name="Diallo", guardians=[guardian("Awa", "Diallo")])
	merged = make_child(
		structure,
		first_name="Ines",
		last_name="Dialo",
		guardians=[
			guardian("Awa", "DIALLO", phone="06 12 34 56 78"),
			guardian("Omar", "Diallo", relationship="Father"),
		],
	)
	return frappe._dict(coordinator=coordinator, structure=structure, kept=kept.name, merged=merged.name)


@pytest.fixture
def merge(town, as_user):
	"""`merge()`: by the coordonnateur, who looked at the preview."""

	def merged(**values):
		with as_user(town.coordinator):
			return merge_files(town.kept, town.merged, **values)

	return merged


def file_of(name: str):
	return frappe.get_doc("PRE Child", name)


def situation(child: str) -> str:
	return frappe.db.get_value("PRE Situation", {"child": child})


def rows(child: str) -> list[tuple]:
	return [(g.user, g.ground, g.source_name, g.start, g.end) for g in grants_where({"child": child})]


# Every link.


def test_every_document_of_the_file_moves(town, merge):
	merged = file_of(town.merged)
	agree_to(merged, ("Information", "Diagnostic"))
	make_diagnostic(merged)
	make_referral(merged)
	make_active_parcours(make_child(town.structure))  # another child's, left alone
	before = documents_of(town.merged)
	others = documents_of(town.kept)
	record = merge()
	assert {d for d, _n in before} >= {"PRE Consent", "PRE Diagnostic", "PRE Referral", "PRE Situation"}
	moved = {(d, n) for d, n in before if d not in STAYS and d != "PRE Situation"}
	assert documents_of(town.kept) >= moved | {(d, n) for d, n in others if d not in STAYS}
	assert {d for d, _n in documents_of(town.merged)} <= STAYS
	assert not frappe.db.exists("PRE Child", town.merged)
	assert {(line.document_type, line.document) for line in record.moved} >= moved


def test_what_hangs_on_the_file_moves_too(town, merge):
	merged = file_of(town.merged)
	comment = merged.add_comment("Comment", "Appel de la mère.").name
	file = insert(
		"File",
		file_name="courrier.txt",
		content="Bonjour",
		is_private=1,
		attached_to_doctype="PRE Child",
		attached_to_name=merged.name,
	)
	merged.add_tag("prioritaire")
	merge()
	assert frappe.db.get_value("Comment", comment, "reference_name") == town.kept
	assert frappe.db.get_value("File", file.name, "attached_to_name") == town.kept
	assert "prioritaire" in (frappe.db.get_value("PRE Child", town.kept, "_user_tags") or "")
	said = frappe.get_all("Comment", {"reference_name": town.kept, "comment_type": "Info"}, pluck="content")
	assert any(town.merged in content for content in said)


def test_a_past_agenda_names_the_situation_of_the_file_kept(town, merge):
	old, new = situation(town.merged), situation(town.kept)
	meeting = make_meeting([file_of(town.merged)], [], offset=-3)
	merge()
	assert not frappe.db.exists("PRE Situation", old)
	assert [line.situation for line in frappe.get_doc("PRE Team Meeting", meeting.name).agenda] == [new]


def test_every_link_of_the_app_is_told(town):
	"""Whatever links to a child: read from the metadata."""
	linking = {
		(df.parent, df.fieldname)
		for df in frappe.get_all(
			"DocField", {"options": "PRE Child", "fieldtype": "Link"}, ["parent", "fieldname"]
		)
	}
	told = {(table, field) for table, _besides, field in facts.links_to("PRE Child")}
	assert linking - told == {("PRE Child Sibling", "sibling")}  # taken line by line


@pytest.fixture
def own_tables(no_lines_left):
	"""A DocType of the site that links to a child, and a field of the site in a DocType of Frappe."""
	field = {"fieldname": "enfant", "label": "Enfant", "fieldtype": "Link", "options": "PRE Child"}
	own = frappe.get_doc(
		doctype="DocType", name="Cantine", module="Custom", custom=1, autoname="hash", fields=[dict(field)]
	)
	added = frappe.get_doc(doctype="Custom Field", dt="Note", **field)
	try:
		own.insert()
		added.insert()
		yield
	finally:
		frappe.db.rollback()
		for doctype in ("Cantine", "Note"):
			frappe.db.delete(doctype)
		frappe.db.delete("PRE Child Merge")  # nobody may, whatever the flags
		frappe.delete_doc("Custom Field", added.name, force=True, delete_permanently=True)
		frappe.delete_doc("DocType", own.name, force=True, delete_permanently=True)
		frappe.db.sql_ddl("drop table if exists `tabCantine`")
		frappe.db.sql_ddl("alter table `tabNote` drop column enfant")
		frappe.db.commit()
		frappe.clear_cache()


@pytest.mark.commits
def test_a_site_s_own_doctype_and_field_follow(own_tables):
	structure = make_structure().name
	kept, merged = (make_child(structure, first_name=name).name for name in ("Inès", "Ines"))
	meal = insert("Cantine", enfant=merged)
	other = insert("Cantine", enfant=kept)
	noted = insert("Note", title="Cantine", enfant=merged)
	shown = dict(preview(kept, merged)["documents"])
	assert (shown["Cantine"], shown["Note"]) == (1, 1)
	record = merge_files(kept, merged)
	assert {(line.document_type, line.document) for line in record.moved} >= {
		("Cantine", meal.name),
		("Note", noted.name),
	}
	for doc in (meal, other, noted):
		assert frappe.db.get_value(doc.doctype, doc.name, "enfant") == kept


# The family.


def test_guardians_are_put_together_and_agreements_stay_with_who_gave_them(town, merge):
	merged = file_of(town.merged)
	mother = make_consent(merged, guardian="Awa DIALLO")
	father = make_consent(merged, guardian="Omar Diallo")
	merge()
	kept = {f"{g.first_name} {g.last_name}": g for g in file_of(town.kept).guardians}
	assert set(kept) == {"Awa Diallo", "Omar Diallo"}
	assert kept["Awa Diallo"].phone == "06 12 34 56 78"  # was empty
	for consent, who in ((mother, "Awa Diallo"), (father, "Omar Diallo")):
		doc = frappe.get_doc("PRE Consent", consent.name)
		assert doc.guardian_row == kept[who].name
		doc.save()  # still an agreement under its rules


def test_brothers_sisters_and_school_years_are_put_together(town, merge):
	brother = make_child(town.structure, first_name="Issa", last_name="Dialo")
	merged = file_of(town.merged)
	merged.append("siblings", {"sibling": brother.name, "sibling_link": "Same Parents"})
	merged.append(
		"schooling", {"school_year": "2020-2021", "school": make_school().name, "class_level": "PS"}
	)
	merged.save()
	merge()
	kept = file_of(town.kept)
	assert [row.sibling for row in kept.siblings] == [brother.name]
	assert [row.sibling for row in file_of(brother.name).siblings] == [town.kept]
	assert "2020-2021" in {row.school_year for row in kept.schooling}


def test_each_value_that_differs_is_chosen_and_none_is_lost(town, merge):
	household = insert("PRE Household", address="3 rue des Lilas", structure=town.structure).name
	merged = file_of(town.merged)
	merged.household, merged.birth_date = household, years_old(9, 31)
	merged.save()
	record = merge(choices={"birth_date": "Merged File", "last_name": "Kept File"})
	kept = file_of(town.kept)
	assert (kept.first_name, kept.last_name, str(kept.birth_date)) == ("Inès", "Diallo", years_old(9, 31))
	assert kept.household == household  # was empty
	line = next(row for row in record.choices if row.fieldname == "last_name")
	assert (line.kept_value, line.merged_value, line.choice) == ("Diallo", "Dialo", "Kept File")


def test_f06_the_first_entry_stays(town, merge):
	for name, entry in ((town.kept, day(-30)), (town.merged, day(-300))):
		frappe.db.set_value("PRE Child", name, {"entry_date": entry, "network_at_entry": f"of {name}"[:20]})
	merge()
	kept = file_of(town.kept)
	assert (str(kept.entry_date), kept.network_at_entry) == (day(-300), f"of {town.merged}")


# What stands in the way.


def test_r5_two_open_parcours_are_refused_and_nothing_moves(town, merge):
	for name in (town.kept, town.merged):
		make_active_parcours(file_of(name))
	before = documents_of(town.merged)
	with pytest.raises(ReferentNotUnderContract):
		merge()
	assert documents_of(town.merged) == before
	assert not frappe.db.exists("PRE Child Merge", {"merged_child": town.merged})


def test_r3_parental_authority_must_agree(town, merge):
	merged = file_of(town.merged)
	merged.guardians[0].parental_authority = "No"
	merged.save()
	with pytest.raises(frappe.ValidationError, match="parental authority"):
		merge()


def test_a_meeting_to_come_with_both_is_settled_first(town, merge):
	make_meeting([file_of(town.kept), file_of(town.merged)], [], offset=3)
	with pytest.raises(FilesNotMerged, match="agenda"):
		merge()


def test_two_places_in_one_action_are_settled_first(town, merge):
	club = make_action(town.structure, title="Club lecture")
	for name in (town.kept, town.merged):
		agree_to(file_of(name), ("Information", "Parcours"))
	enrol(file_of(town.kept), club)
	second = enrol(file_of(town.merged), club)
	with pytest.raises(FilesNotMerged, match="Club lecture"):
		merge()
	second.reload().update({"left_on": day()}).save()
	merge()
	assert frappe.db.get_value("PRE Action Enrolment", second.name, "child") == town.kept


def test_brothers_and_sisters_are_two_children(town, merge):
	kept = file_of(town.kept)
	kept.append("siblings", {"sibling": town.merged, "sibling_link": "Same Parents"})
	kept.save()
	with pytest.raises(FilesNotMerged, match="brother"):
		merge()


def test_a_file_is_not_merged_into_itself(town, as_user):
	with as_user(town.coordinator), pytest.raises(FilesNotMerged):
		merge_files(town.kept, town.kept)


def test_what_is_done_is_what_was_shown(town, as_user):
	with as_user(town.coordinator):
		shown = preview(town.kept, town.merged)
		make_referral(file_of(town.merged))
		with pytest.raises(frappe.ValidationError, match="preview"):
			merge_files(town.kept, town.merged, digest=shown["digest"])
		with pytest.raises(frappe.ValidationError, match="preview"):
			merge_files(town.kept, town.merged, digest=None)
	assert frappe.db.exists("PRE Child", town.merged)


def test_the_preview_counts_and_changes_nothing(town, as_user):
	make_referral(file_of(town.merged))
	before = documents_of(town.merged), documents_of(town.kept)
	with as_user(town.coordinator):
		shown = preview(town.kept, town.merged)
	assert ("PRE Referral", 1) in shown["documents"]
	assert shown["refusals"] == []
	assert (documents_of(town.merged), documents_of(town.kept)) == before


# Whole or not at all.


def test_a_merge_killed_in_the_middle_leaves_nothing_and_can_be_done_again(town, merge, monkeypatch):
	merged = file_of(town.merged)
	agree_to(merged, ("Information",))
	frappe.db.commit()
	before = documents_of(town.merged), documents_of(town.kept), rows(town.merged)

	def killed(*args):
		raise KeyboardInterrupt

	with monkeypatch.context() as patch:
		patch.setattr(moving, "_remove", killed)
		with pytest.raises(KeyboardInterrupt):
			merge()
	frappe.db.rollback()  # what the base does of a transaction that nobody ends
	assert (documents_of(town.merged), documents_of(town.kept), rows(town.merged)) == before
	merge()
	assert frappe.db.count("PRE Child Merge", {"merged_child": town.merged}) == 1


def test_a_second_merge_of_the_same_file_says_that_it_was_done(town, merge):
	merge()
	with pytest.raises(frappe.ValidationError, match="merged already"):
		merge()
	assert frappe.db.count("PRE Child Merge", {"merged_child": town.merged}) == 1


# Who may.


@pytest.mark.parametrize("role", ["PRE Referent", "PRE Partner", "PRE Administrator", "PRE Manager", None])
def test_nobody_but_the_coordonnateur_merges(town, as_user, role):
	user = make_user(*([role] if role else [])).name
	with as_user(user):
		with pytest.raises(frappe.PermissionError):
			preview(town.kept, town.merged)
		with pytest.raises(frappe.PermissionError):
			insert("PRE Child Merge", child=town.kept, merged_child=town.merged, reason="x", digest="x")


def test_both_structures_are_coordinated_and_the_answer_tells_nothing(town, as_user):
	elsewhere = make_child(make_structure(coordinator=make_user("PRE Coordinator").name).name)
	with as_user(town.coordinator):
		said = []
		for pair in ((town.kept, elsewhere.name), (elsewhere.name, town.kept), (town.kept, "ENF-2026-9999")):
			with pytest.raises(frappe.PermissionError) as refused:
				preview(*pair)
			said.append(str(refused.value))
		assert len(set(said)) == 1
		with pytest.raises(frappe.PermissionError):
			insert("PRE Child Merge", child=town.kept, merged_child=elsewhere.name, reason="x", digest="x")


def test_one_who_coordinates_two_structures_merges_across_them(town, as_user):
	other = make_child(make_structure(coordinator=town.coordinator).name)
	agree_to(other, ("Information",))
	with as_user(town.coordinator):
		record = merge_files(town.kept, other.name)
	assert record.merged_structure == other.structure
	assert set(frappe.get_all("PRE Consent", {"child": town.kept}, pluck="structure")) == {town.structure}


# Explained a year later.


def test_the_record_is_never_changed_nor_deleted(town, merge, as_user):
	record = merge()
	before = json.loads(record.before)
	assert [file["name"] for file in before] == [town.kept, town.merged]
	assert before[1]["last_name"] == "Dialo"
	for user in (town.coordinator, "Administrator"):
		with as_user(user):
			doc = frappe.get_doc("PRE Child Merge", record.name)
			doc.reason = "Autre."
			with pytest.raises(frappe.PermissionError):
				doc.save()
			with pytest.raises(frappe.PermissionError):
				frappe.delete_doc("PRE Child Merge", record.name)


def test_what_a_request_says_was_done_is_not_believed(town, as_user):
	with as_user(town.coordinator):
		record = merge_files(
			town.kept,
			town.merged,
			merged_by="Administrator",
			merged_name="Autre",
			before="{}",
			moved=[{"document_type": "PRE Parcours", "document": "PAR-FAUX"}],
		)
	assert record.merged_by == town.coordinator
	assert record.merged_name == "Ines Dialo"
	assert "PAR-FAUX" not in {line.document for line in record.moved}


def test_a_later_merge_takes_the_record_along(town, merge, as_user):
	first = merge()
	last = make_child(town.structure)
	with as_user(town.coordinator):
		merge_files(last.name, town.kept)
		kept = frappe.db.get_value("PRE Child Merge", first.name, ("child", "kept_number"))
	assert kept == (last.name, town.kept)


# What ends with it.


@pytest.mark.parametrize("withdrawn_in", ["kept", "merged"])
def test_r3_an_answer_that_stood_in_the_other_file_suspends_the_parcours_and_ends_places(
	town, merge, as_user, withdrawn_in
):
	"""The parcours runs in one file, the later withdrawal of its stage was noted in the other."""
	other = "merged" if withdrawn_in == "kept" else "kept"
	runs, withdraws = file_of(town[other]), file_of(town[withdrawn_in])
	parcours = make_active_parcours(runs)
	place = enrol(runs, make_action(town.structure, title="Club lecture"))
	consent = make_consent(withdraws, "Parcours", given_on=day(-5))
	consent.update({"withdrawn_on": day(), "withdrawal_reason": "La mère arrête."}).save()
	assert frappe.db.get_value("PRE Parcours", parcours.name, "status") == "Active"
	with as_user(town.coordinator):
		said = " ".join(preview(town.kept, town.merged)["effects"])
	assert parcours.name in said and "Club lecture" in said
	merge()
	assert frappe.db.get_value("PRE Parcours", parcours.name, ("child", "status")) == (town.kept, "Suspended")
	assert frappe.db.get_value("PRE Action Enrolment", place.name, ("child", "status")) == (town.kept, "Left")


def test_r3_what_both_files_agree_to_goes_on(town, merge, as_user):
	kept = file_of(town.kept)
	parcours = make_active_parcours(kept)
	place = enrol(kept, make_action(town.structure))
	merged = file_of(town.merged)
	agree_to(merged)  # the father, known there only
	with as_user(town.coordinator):
		assert preview(town.kept, town.merged)["effects"] == []
	merge()
	assert frappe.db.get_value("PRE Parcours", parcours.name, "status") == "Active"
	assert frappe.db.get_value("PRE Action Enrolment", place.name, "status") == "Enrolled"


def test_a_withdrawal_noted_since_the_preview_is_shown_first(town, as_user):
	enrol_in, consents = (
		make_action(town.structure),
		agree_to(file_of(town.kept), ("Information", "Parcours")),
	)
	agree_to(file_of(town.merged), ("Information", "Parcours"))
	enrol(file_of(town.kept), enrol_in)
	with as_user(town.coordinator):
		shown = preview(town.kept, town.merged)
	frappe.db.set_value("PRE Consent", consents[1].name, "withdrawn_on", day(), update_modified=False)
	with as_user(town.coordinator), pytest.raises(frappe.ValidationError, match="preview"):
		merge_files(town.kept, town.merged, digest=shown["digest"])


@pytest.fixture
def elsewhere(town):
	"""The file merged away is one of another structure, which the same person coordinates; all agreed."""
	structure = make_structure(coordinator=town.coordinator).name
	return make_child(structure, guardians=[guardian("Awa", "Diallo")])


def test_places_in_the_structure_that_is_left_end_as_at_a_move(town, elsewhere, as_user):
	for file in (elsewhere, file_of(town.kept)):
		agree_to(file, ("Information", "Parcours"))
	left = enrol(elsewhere, make_action(elsewhere.structure, title="Chorale"))
	stays = enrol(file_of(town.kept), make_action(town.structure))
	with as_user(town.coordinator):
		assert ["Chorale" in said for said in preview(town.kept, elsewhere.name)["effects"]] == [True]
		merge_files(town.kept, elsewhere.name)
	assert frappe.db.get_value("PRE Action Enrolment", left.name, ("child", "status")) == (town.kept, "Left")
	assert frappe.db.get_value("PRE Action Enrolment", stays.name, "status") == "Enrolled"


def test_r5_a_contract_of_the_structure_that_is_left_is_not_taken_along(town, elsewhere, as_user):
	contract = make_contract(structure=elsewhere.structure)
	elsewhere.update({"contract": contract.name}).save()
	with as_user(town.coordinator):
		assert [contract.name in said for said in preview(town.kept, elsewhere.name)["effects"]] == [True]
		merge_files(town.kept, elsewhere.name)
	assert not file_of(town.kept).contract


def test_r5_an_open_parcours_stays_in_its_structure(town, elsewhere, as_user):
	make_active_parcours(elsewhere)
	with as_user(town.coordinator):
		(refused,) = preview(town.kept, elsewhere.name)["refusals"]
		assert "keep that file" in refused
		with pytest.raises(ReferentNotUnderContract, match="keep that file"):
			merge_files(town.kept, elsewhere.name)


def test_r9_an_attendance_noted_before_is_corrected_and_not_noted_twice(town, merge):
	merged = file_of(town.merged)
	for file in (merged, file_of(town.kept)):
		agree_to(file, ("Information", "Parcours"))
	club = make_action(town.structure)
	session, place = make_session(club, -1), enrol(merged, club)
	noted = note(session, place)
	merge()
	assert attendance.save(session.name, {place.name: "Absent"}) == {"saved": 1, "refused": []}
	assert frappe.get_all("PRE Attendance", {"session": session.name}, ["name", "child", "status"]) == [
		{"name": noted.name, "child": town.kept, "status": "Absent"}
	]
	with pytest.raises(frappe.DuplicateEntryError):
		note(session, place)


def test_r6_a_past_agenda_with_both_situations_has_it_once(town, merge):
	meeting = make_meeting([file_of(town.kept), file_of(town.merged)], [], offset=-3)
	for row, question in zip(meeting.agenda, ("Quel soutien ?", "Quel relais ?"), strict=True):
		row.update({"question": question, "minutes": 10})
	meeting.save()
	meeting.agenda[1].db_set("status", "Examined")
	merge()
	(line,) = meeting.reload().agenda
	assert (line.situation, line.minutes, line.status) == (situation(town.kept), 20, "Examined")
	assert line.question.split("\n") == ["Quel soutien ?", "Quel relais ?"]
	meeting.save()


# The registers.


def test_who_could_see_the_old_number_still_answers_and_the_past_is_not_rewritten(town, merge, as_user):
	referent = make_user("PRE Referent").name
	contract = make_contract(structure=town.structure, referent=referent)
	merged = file_of(town.merged)
	merged.contract = contract.name
	merged.save()
	old = now_datetime() - timedelta(days=5)
	# As if the file had been there for days.
	frappe.db.set_value("PRE Child", town.merged, "structure_since", old)
	frappe.db.set_value("PRE Child Access", {"structure": town.structure}, "from_time", old)
	kept_before = rows(town.kept)
	moment = now_datetime() - timedelta(days=2)
	span = (moment, moment + timedelta(hours=1))
	before = {(s.grant.user, s.grant.ground) for s in who_could_see(town.merged, *span)}
	assert {user for user, _ground in before} == {referent, town.coordinator}
	merge()
	assert {(s.grant.user, s.grant.ground) for s in who_could_see(town.merged, *span)} == before
	assert rows(town.kept)[: len(kept_before)] == kept_before
	assert all(g.end and g.end <= now_datetime() for g in grants_where({"child": town.merged}))
	assert (
		who_could_see(town.merged, now_datetime() + timedelta(minutes=1), now_datetime() + timedelta(days=1))
		== []
	)
	# The first steps go on, from now on, with the file kept.
	assert [g.user for g in grants_where({"child": town.kept}) if g.is_live(now_datetime())] == [referent]


def test_each_grant_goes_on_with_the_file_kept(town, merge, as_user):
	partner, member, reader = (make_user(r).name for r in ("PRE Partner", "PRE Team Member", "PRE Referent"))
	make_partner(user=partner)
	with as_user(partner):
		referral = make_referral(structure=town.structure)
	referral = frappe.get_doc("PRE Referral", referral.name)
	referral.child = town.merged
	referral.save()
	make_meeting([file_of(town.merged)], [member], offset=2)
	start = now_datetime()
	emergency = Grant(
		reader, town.merged, town.structure, EMERGENCY, "PRE Emergency Access", "URG-1", start,
		start + timedelta(hours=20), "Motif",
	)  # fmt: skip
	settle([emergency], source_doctype="PRE Emergency Access", source_name="URG-1")
	live = {(g.user, g.ground) for g in grants_where({"child": town.merged}) if g.is_live(now_datetime())}
	assert {user for user, _ground in live} == {partner, member, reader}
	merge()
	now = now_datetime()
	after = {(g.user, g.ground): g.end for g in grants_where({"child": town.kept}) if g.is_live(now)}
	assert set(after) >= live
	assert after[(reader, EMERGENCY)] == emergency.end
	assert not [g for g in grants_where({"child": town.merged}) if g.is_live(now)]


def test_traces_keep_the_number_of_their_day(town, merge):
	traced = frappe.get_all("PRE Access Trace", {"child": town.merged}, pluck="name")
	assert traced
	merge()
	assert set(traced) <= set(frappe.get_all("PRE Access Trace", {"child": town.merged}, pluck="name"))


def test_the_report_answers_for_the_old_number_and_says_where_the_file_went(town, merge, as_user):
	merge()
	dpo, stranger = make_user("PRE Data Protection Officer").name, make_user("PRE Coordinator").name
	asked = {"child": town.merged, "date": day()}
	for user in (town.coordinator, dpo):
		with as_user(user):
			_columns, lines, message, *_rest = report.execute(asked)
			assert town.coordinator in {line["user"] for line in lines}
			assert town.kept in message
			assert town.merged in report.execute({**asked, "child": town.kept})[2]
	with as_user(stranger), pytest.raises(frappe.PermissionError):
		report.execute(asked)


def test_r11_the_record_names_no_guarded_document(town, merge, as_user):
	with as_user(town.coordinator):
		report_name = insert(
			"PRE Safeguarding Report", child=town.merged, facts="Propos rapportés le 12 novembre."
		).name
		shown = preview(town.kept, town.merged)
	assert any(label == "PRE Safeguarding Report" for label, _count in shown["documents"])
	record = merge()
	assert frappe.db.get_value("PRE Safeguarding Report", report_name, "child") == town.kept
	assert report_name not in frappe.as_json(record.as_dict())
	assert "Safeguarding" not in frappe.as_json(record.as_dict())

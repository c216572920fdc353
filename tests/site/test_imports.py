"""The national lists written into a site, by command: again and again, with lines left out."""

import subprocess
import sys
from pathlib import Path

import frappe
import pytest

from pre_module import commands
from pre_module.setup.imports import run as writing
from tests.factories import make_structure
from tests.national_files import SCHOOLS_SAMPLE, TERRITORIES_SAMPLE, school, uai, write, write_many_schools


def import_schools(path, **kwargs):
	return writing.import_file("Schools", Path(path), **kwargs)


def counts(result):
	return result.created, result.updated, result.unchanged, len(result.left_out)


def test_good_lines_are_kept_and_the_broken_ones_named():
	result = import_schools(SCHOOLS_SAMPLE)
	assert counts(result) == (7, 0, 0, 4)
	assert [line for line, *_ in result.left_out] == [9, 11, 12, 13]
	moulin = frappe.get_doc("PRE School", uai(9990103))
	assert (moulin.school_name, moulin.level, moulin.address) == (
		"Ecole primaire du Moulin",
		"Primary",
		"1 place du Moulin",
	)
	assert frappe.db.get_value("PRE School", uai(9990104), "priority_network") == "REP+"
	assert frappe.db.get_value("PRE School", uai(9990108), "closed") == 1


def test_running_again_changes_nothing():
	import_schools(SCHOOLS_SAMPLE)
	modified = frappe.get_all("PRE School", fields=["name", "modified"], order_by="name")
	assert counts(import_schools(SCHOOLS_SAMPLE)) == (0, 0, 7, 4)
	assert frappe.get_all("PRE School", fields=["name", "modified"], order_by="name") == modified


def test_only_what_the_file_says_is_updated(tmp_path):
	import_schools(write(tmp_path / "1.csv", [school(1, Mail="ce@ecole.example"), school(2), school(3)]))
	frappe.db.set_value("PRE School", uai(2), "email", "typed.here@ecole.example")
	changed = [school(1, etat="FERME", Appartenance_Education_Prioritaire="REP"), school(2)]
	assert counts(import_schools(write(tmp_path / "2.csv", changed))) == (0, 1, 1, 0)
	first = frappe.get_doc("PRE School", uai(1))
	# The directory no longer gives an address: that of before stays.
	assert (first.closed, first.priority_network, first.email) == (1, "REP", "ce@ecole.example")
	assert frappe.db.get_value("PRE School", uai(2), "email") == "typed.here@ecole.example"
	# Absent from the second file: untouched.
	assert frappe.db.get_value("PRE School", uai(3), "closed") == 0
	# Open again, out of the network.
	assert counts(import_schools(write(tmp_path / "3.csv", [school(1)]))) == (0, 1, 0, 0)
	assert frappe.db.get_value("PRE School", uai(1), ["closed", "priority_network"]) == (0, "None")


def test_what_the_site_refuses_is_left_out_and_takes_nothing_with_it(tmp_path):
	rows = [school(1), school(2, Mail="not an address"), school(3, Telephone="call me"), school(4)]
	result = import_schools(write(tmp_path / "f.csv", rows))
	assert counts(result) == (2, 0, 0, 2)
	assert [(line, code) for line, code, _ in result.left_out] == [(3, uai(2)), (4, uai(3))]
	assert all(reason for *_, reason in result.left_out)
	assert not frappe.message_log
	assert frappe.db.exists("PRE School", uai(4)) and not frappe.db.exists("PRE School", uai(2))


def test_killed_in_the_middle_then_run_again(tmp_path, monkeypatch):
	path = write_many_schools(tmp_path / "f.csv", 120)
	monkeypatch.setattr(writing, "BATCH", 50)

	def kill(share):
		if share > 0.5:
			raise SystemExit("killed")

	with pytest.raises(SystemExit):
		import_schools(path, on_progress=kill)
	frappe.db.rollback()
	kept = frappe.db.count("PRE School")
	assert 50 <= kept < 120
	assert counts(import_schools(path)) == (120 - kept, 0, kept, 0)
	assert frappe.db.count("PRE School") == 120


def test_a_killed_batch_leaves_no_half(tmp_path, monkeypatch):
	path = write_many_schools(tmp_path / "f.csv", 60)
	monkeypatch.setattr(writing, "BATCH", 50)
	insert, calls = writing._insert, []

	def failing(*args):
		calls.append(args)
		if len(calls) == 55:
			raise RuntimeError("the database went away")
		insert(*args)

	monkeypatch.setattr(writing, "_insert", failing)
	with pytest.raises(RuntimeError):
		import_schools(path)
	frappe.db.rollback()
	assert frappe.db.count("PRE School") == 50
	assert counts(import_schools(path)) == (10, 0, 50, 0)


def test_territories_keep_what_was_decided_here():
	structure, other = make_structure().name, make_structure().name

	def run(**kwargs):
		return counts(writing.import_file("Territories", TERRITORIES_SAMPLE, **kwargs))

	assert run() == (4, 0, 0, 1)
	assert run() == (0, 0, 4, 1)
	frappe.db.set_value("PRE Territory", "QN09998M", {"structure": other, "valid_until": "2030-12-31"})
	# The structure goes to the territories that have none.
	assert run(structure=structure) == (0, 3, 1, 1)
	assert frappe.db.get_value("PRE Territory", "QN09998M", "structure") == other
	assert str(frappe.db.get_value("PRE Territory", "QN09998M", "valid_until")) == "2030-12-31"
	old = frappe.get_doc("PRE Territory", "QP099001")
	assert (old.structure, str(old.valid_from), str(old.valid_until)) == (
		structure,
		"2015-01-01",
		"2023-12-31",
	)
	assert run(structure=structure) == (0, 0, 4, 1)


def test_what_is_not_in_the_file_survives_an_update(tmp_path):
	import_schools(write(tmp_path / "1.csv", [school(1)]))
	frappe.db.set_value("PRE School", uai(1), "_user_tags", ",local")
	assert counts(
		import_schools(write(tmp_path / "2.csv", [school(1, Nom_etablissement="Ecole Neuve")]))
	) == (
		0,
		1,
		0,
		0,
	)
	assert frappe.db.get_value("PRE School", uai(1), ["school_name", "_user_tags"]) == (
		"Ecole Neuve",
		",local",
	)


def test_a_school_written_meanwhile_by_another_import_is_named(monkeypatch, tmp_path):
	path = write(tmp_path / "f.csv", [school(1), school(2)])
	import_schools(write(tmp_path / "1.csv", [school(1)]))
	monkeypatch.setattr(writing.frappe, "get_all", lambda *args, **kwargs: [])
	result = import_schools(path)
	assert counts(result) == (1, 0, 0, 1)
	assert "at the same time" in result.left_out[0][2] and not frappe.message_log


def test_command_prints_what_it_did_and_what_it_left_out(capsys):
	assert commands.run("Schools", str(SCHOOLS_SAMPLE)) == commands.LINES_LEFT_OUT
	said = capsys.readouterr().out.splitlines()
	assert said[0] == "7 created, 0 updated, 0 unchanged, 4 lines left out."
	assert [line.split(" ")[1] for line in said[1:]] == ["9", "11", "12", "13"]
	assert commands.run("Schools", str(SCHOOLS_SAMPLE), communes="99002") == 0


@pytest.mark.parametrize(
	("args", "said"),
	[
		(("Schools", "/nowhere.csv"), "no file"),
		(("Schools", str(TERRITORIES_SAMPLE)), "columns missing"),
		(("Schools", str(SCHOOLS_SAMPLE), "Valbrune"), "INSEE"),
		(("Schools", str(SCHOOLS_SAMPLE), "75056"), "No line"),
		(("Territories", str(TERRITORIES_SAMPLE), "", "Nobody's structure"), "no structure"),
	],
)
def test_command_says_why_it_did_nothing(args, said, capsys):
	assert commands.run(*args) == commands.FAILED
	assert said in capsys.readouterr().err


@pytest.mark.commits
def test_bench_command_from_a_shell(site, committed, tmp_path):
	write(tmp_path / "schools.csv", [school(7001), school(7002, Nom_etablissement="")])

	def bench(*args):
		command = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", "--site", site, *args]
		return subprocess.run(
			command, capture_output=True, text=True, env={"PWD": str(tmp_path)}, timeout=120
		)

	committed.add("PRE School", uai(7001))
	done = bench("pre-import-schools", "schools.csv", "--communes", "99001")
	assert done.returncode == commands.LINES_LEFT_OUT, done.stderr
	# In the site's language, whatever it is: the numbers and the code are the same.
	assert uai(7002) in done.stdout and done.stdout.startswith("1 ")
	frappe.db.rollback()
	assert frappe.db.exists("PRE School", uai(7001))
	failed = bench("pre-import-territories", "schools.csv")
	assert failed.returncode == commands.FAILED and failed.stderr.strip()

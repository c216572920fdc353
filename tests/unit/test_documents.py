"""What the README and docs/ promise is there: files they link to, commands, options and folders they name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)]+)\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
	targets = LINK.findall(document.read_text(encoding="utf-8"))
	assert [target for target in targets if not (document.parent / target).exists()] == []


def test_commands_of_the_readme_are_the_apps():
	readme = (ROOT / "README.md").read_text(encoding="utf-8")
	code = (ROOT / "pre_module/commands.py").read_text(encoding="utf-8")
	named = set(re.findall(r"\bpre-[a-z]+(?:-[a-z]+)+\b", readme))
	assert named == set(re.findall(r'click\.command\("([^"]+)"', code))
	for option in set(re.findall(r"pre-import[^`]*?(--[a-z]+)", readme)):
		assert f'"{option}"' in code


@pytest.mark.parametrize("program", ["demo", "test"])
def test_options_of_the_readme_are_those_of_the_programs(program):
	readme = (ROOT / "README.md").read_text(encoding="utf-8")
	source = (ROOT / "bin" / program).read_text(encoding="utf-8")
	line = re.search(rf"^bin/{program}\b.*$", readme, re.MULTILINE)[0]
	assert [option for option in re.findall(r"--[a-z-]+", line) if option not in source] == []


def test_folders_of_the_layout_exist():
	readme = (ROOT / "README.md").read_text(encoding="utf-8")
	folders = re.findall(r"^((?:pre_module|tests|docs)/\S*)  ", readme, re.MULTILINE)
	assert len(folders) == 11
	assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []

"""The two commands where something is missing: one clear sentence, an exit code, nothing left behind.

Nothing here needs a bench, and nothing reaches the network: what could is replaced by `shims`.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
CLOSED = "http://127.0.0.1:1/frappe"  # nothing listens there
SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")


@pytest.fixture
def nowhere(tmp_path):
	"""A place for a bench that nobody has made yet."""
	return tmp_path / "town-hall" / "bench"


@pytest.fixture
def shims(tmp_path):
	"""A PATH of its own: the system's programs but Python, and what a test puts in their place."""
	folder = tmp_path / "shims"
	folder.mkdir()
	for system in SYSTEM_FOLDERS:
		for program in Path(system).glob("*"):
			if not program.name.startswith("python") and not (folder / program.name).is_symlink():
				(folder / program.name).symlink_to(program)
	put(folder, "dpkg-query", "echo installed")
	put(folder, "apt-get", "exit 100")
	put(folder, "sudo", 'while [[ $1 == -* ]]; do shift; done; exec "$@"')
	for program in ("node", "npm", "yarn", "wkhtmltopdf", "redis-server", "mariadb", "mariadbd"):
		put(folder, program, "exit 1")
	return folder


def put(folder: Path, name: str, script: str) -> None:
	"""Makes an executable of that name, which runs the lines of bash."""
	path = folder / name
	path.unlink(missing_ok=True)
	path.write_text(f"#!/bin/bash\n{script}\n")
	path.chmod(0o755)


@pytest.fixture
def mirror(tmp_path):
	"""A folder that holds Frappe's branch, as a town hall's mirror does."""
	folder = tmp_path / "mirror"
	subprocess.run(["git", "init", "-q", "-b", "version-15", folder], check=True)
	identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
	subprocess.run(
		["git", *identity, "-C", folder, "commit", "-q", "--allow-empty", "-m", "start"], check=True
	)
	return folder


def run(command: Path, *arguments, **variables) -> subprocess.CompletedProcess:
	"""Runs one of the two commands with only these variables, and no terminal."""
	environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": os.environ["HOME"]}
	environment |= {name: str(value) for name, value in variables.items()}
	return subprocess.run(
		[command, *arguments],
		env=environment,
		stdin=subprocess.DEVNULL,
		capture_output=True,
		text=True,
		timeout=120,
	)


def demo(*arguments, **variables) -> subprocess.CompletedProcess:
	return run(CHECKOUT / "bin/demo", *arguments, **variables)


def assert_refused(result: subprocess.CompletedProcess, *words: str) -> None:
	"""One sentence that says what is wrong and what to do, and no other noise."""
	assert result.returncode != 0
	lines = [line for line in result.stderr.splitlines() if line]
	assert len(lines) == 1, result.stderr
	assert lines[0].startswith("bin/demo: ")
	for word in words:
		assert word in lines[0]


def test_an_unknown_option_is_named():
	assert_refused(demo("--sreve"), "--sreve", "--help")


@pytest.mark.parametrize("command", ["demo", "test", "benchmark"])
def test_help_says_how_and_does_nothing(command, nowhere):
	result = run(CHECKOUT / "bin" / command, "--help", BENCH_PATH=nowhere)
	assert result.returncode == 0
	assert result.stdout.startswith(f"usage: bin/{command}")
	assert not nowhere.parent.exists()


def test_a_taken_port_is_found_before_anything_is_made(nowhere):
	with socket.create_server(("127.0.0.1", 0)) as taken:
		port = taken.getsockname()[1]
		result = demo(BENCH_PATH=nowhere, DEMO_PORT=port, FRAPPE_REPO=CLOSED)
	assert_refused(result, f"port {port}", f"DEMO_PORT={port + 1}")
	assert not nowhere.parent.exists()


def test_a_port_that_is_no_number(nowhere):
	assert_refused(demo(BENCH_PATH=nowhere, DEMO_PORT="web"), "DEMO_PORT='web'")


def test_a_folder_of_frappe_that_does_not_exist(nowhere, tmp_path):
	result = demo("--no-serve", BENCH_PATH=nowhere, FRAPPE_REPO=tmp_path / "nothing")
	assert_refused(result, str(tmp_path / "nothing"), "does not exist")
	assert not nowhere.parent.exists()


def test_a_network_that_does_not_reach_frappe(nowhere):
	result = demo("--no-serve", BENCH_PATH=nowhere, FRAPPE_REPO=CLOSED)
	assert_refused(result, CLOSED, "FRAPPE_REPO=", "proxy")
	assert not nowhere.parent.exists()


def test_a_mirror_without_the_branch(nowhere, mirror):
	subprocess.run(["git", "-C", mirror, "branch", "-q", "-m", "develop"], check=True)
	assert_refused(demo("--no-serve", BENCH_PATH=nowhere, FRAPPE_REPO=mirror), "version-15")
	assert not nowhere.parent.exists()


def test_a_full_disk(nowhere, shims, mirror):
	put(shims, "df", "echo Avail; echo 1048576")
	result = demo("--no-serve", BENCH_PATH=nowhere, FRAPPE_REPO=mirror, PATH=shims)
	assert_refused(result, "1024 MB left", "3 GB")
	assert not nowhere.parent.exists()


@pytest.mark.parametrize("version", ["3.9", "3.13"])
def test_a_python_that_frappe_15_does_not_take(nowhere, shims, mirror, version):
	# a true Python that says it is another
	pretence = f"import sys; sys.version_info = ({version.replace('.', ', ')}, 0)"
	put(
		shims,
		"python3",
		f"""[[ $1 == --version ]] && echo "Python {version}.0" && exit
code=$2
shift 2
exec {sys.executable} -c "{pretence}"$'\\n'"$code" "$@\"""",
	)
	result = demo("--no-serve", BENCH_PATH=nowhere, FRAPPE_REPO=mirror, PATH=shims)
	assert_refused(result, "3.10, 3.11 or 3.12", f"Python {version}.0")
	assert not nowhere.parent.exists()


def test_packages_that_apt_cannot_install(nowhere, shims, mirror):
	(shims / "wkhtmltopdf").unlink()
	result = demo("--no-serve", BENCH_PATH=nowhere, FRAPPE_REPO=mirror, PATH=shims)
	assert_refused(result, "apt can't refresh its lists")
	assert not nowhere.parent.exists()


def test_a_folder_that_is_no_bench_is_left_alone(nowhere, mirror):
	nowhere.mkdir(parents=True)
	(nowhere / "letters.odt").write_text("ours")
	result = demo("--no-serve", BENCH_PATH=nowhere, FRAPPE_REPO=mirror)
	assert_refused(result, "is no bench", "BENCH_PATH")
	assert [path.name for path in nowhere.iterdir()] == ["letters.odt"]


def test_an_interrupted_bench_is_not_taken_for_a_bench(nowhere):
	for folder in ("apps/frappe", "env/bin", "sites"):
		(nowhere / folder).mkdir(parents=True)
	put(nowhere / "env/bin", "python", "exit 0")
	(nowhere / ".pre_module-unfinished").touch()
	# it goes on to make the bench anew, and says what hinders that
	assert_refused(demo("--no-serve", BENCH_PATH=nowhere, FRAPPE_REPO=CLOSED), "Frappe can't be reached")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of root")
def test_a_bench_of_root_is_refused(nowhere):
	fake_bench(nowhere)
	assert_refused(demo("--no-serve", BENCH_PATH=nowhere), "belongs to root", "chown")


def test_an_outside_database_that_does_not_answer():
	with tempfile.TemporaryDirectory() as folder:
		bench = Path(folder) / "bench"
		fake_bench(bench, '{"db_host": "127.0.0.2", "db_port": 1}')
		give_to_somebody(Path(folder))
		assert_refused(demo("--no-serve", BENCH_PATH=bench), "127.0.0.2:1", "common_site_config.json")


def fake_bench(bench: Path, config: str = "{}") -> None:
	"""What makes a folder look like a bench, with the system's Python."""
	for folder in ("apps/frappe", "env/bin", "sites", "config"):
		(bench / folder).mkdir(parents=True)
	(bench / "sites/common_site_config.json").write_text(config)
	(bench / "env/bin/python").symlink_to(shutil.which("python3", path="/usr/bin:/bin") or sys.executable)


def give_to_somebody(folder: Path) -> None:
	"""A bench may not be root's: where the tests run as root, it is nobody's."""
	folder.chmod(0o755)
	if os.geteuid() == 0:
		nobody = pwd.getpwnam("nobody")
		for path in (folder, *folder.rglob("*")):
			os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


# bin/test, in a small checkout of its own


@pytest.fixture
def small_checkout(tmp_path):
	"""bin/test with one rule and one test, both fine."""
	folder = tmp_path / "checkout"
	shutil.copytree(CHECKOUT / "bin", folder / "bin")
	shutil.copy(CHECKOUT / "pyproject.toml", folder)
	(folder / "tests/unit").mkdir(parents=True)
	(folder / "tests/unit/test_one.py").write_text("def test_one():\n\tassert 1 + 1 == 2\n")
	return folder


def check(folder: Path, *arguments, **variables) -> subprocess.CompletedProcess:
	variables = {"BENCH_PATH": folder.parent / "bench", "FRAPPE_REPO": CLOSED} | variables
	return run(folder / "bin/test", *arguments, **variables)


def test_without_a_bench_the_rest_runs_and_says_in_capitals_what_did_not(small_checkout):
	result = check(small_checkout)
	assert result.returncode == 0, result.stdout + result.stderr
	assert "1 passed" in result.stdout
	assert "SITE TESTS WERE NOT RUN: " in result.stdout
	assert "BROWSER TESTS WERE NOT RUN: " in result.stdout
	assert "passed: style unit" in result.stdout
	assert not (small_checkout.parent / "bench").exists()


def test_where_the_site_is_required_its_absence_fails(small_checkout):
	result = check(small_checkout, REQUIRE_SITE=1)
	assert result.returncode == 1
	assert "SITE TESTS WERE NOT RUN: " in result.stdout
	assert "REQUIRE_SITE=1" in result.stderr


@pytest.mark.parametrize(
	("text", "failed"),
	[
		("def test_one():\n\tassert 1 + 1 == 3\n", "unit"),
		("def test_one( ):\n\tassert 1 + 1 == 2\n", "style"),
		("import\n", "style unit"),
	],
)
def test_each_failure_reaches_the_exit_code(small_checkout, text, failed):
	(small_checkout / "tests/unit/test_one.py").write_text(text)
	result = check(small_checkout)
	assert result.returncode == 1
	assert f"failed: {failed}" in result.stderr


def test_a_part_runs_alone(small_checkout):
	result = check(small_checkout, "unit")
	assert result.returncode == 0
	assert "passed: unit" in result.stdout
	assert "NOT RUN" not in result.stdout


def test_pytest_arguments_choose_tests(small_checkout):
	test = small_checkout / "tests/unit/test_one.py"
	assert "1 passed" in check(small_checkout, f"{test}::test_one").stdout
	result = check(small_checkout, "unit", "-k", "site")
	assert result.returncode != 0, "no test of that name"
	assert "1 deselected" in result.stdout


def test_a_file_that_is_no_test_is_refused(small_checkout):
	result = check(small_checkout, small_checkout / "pyproject.toml")
	assert result.returncode == 1
	assert "not under tests/" in result.stderr
	result = check(small_checkout, "tests/unit/test_two.py")
	assert result.returncode == 1
	assert "there is no test file 'tests/unit/test_two.py'" in result.stderr


def test_a_run_leaves_the_checkout_as_it_was(small_checkout):
	before = sorted(small_checkout.rglob("*"))
	check(small_checkout)
	assert sorted(small_checkout.rglob("*")) == before


# bin/benchmark drops the site it names


def test_the_benchmark_takes_no_site_that_is_not_its_own(nowhere):
	result = run(CHECKOUT / "bin/benchmark", BENCH_PATH=nowhere, BENCHMARK_SITE="pre.localhost")
	assert result.returncode == 1
	assert "'pre.localhost'" in result.stderr and "must begin with 'benchmark'" in result.stderr


def test_the_benchmark_makes_no_bench(nowhere):
	result = run(CHECKOUT / "bin/benchmark", BENCH_PATH=nowhere)
	assert result.returncode == 1
	assert f"no bench at {nowhere}" in result.stderr
	assert not nowhere.parent.exists()


@pytest.mark.parametrize("wrong", [("--rounds",), ("--rounds", "many"), ("--round", "5")])
def test_an_option_that_the_benchmark_does_not_have(wrong):
	result = run(CHECKOUT / "bin/benchmark", *wrong)
	assert result.returncode == 1
	assert "--help" in result.stderr

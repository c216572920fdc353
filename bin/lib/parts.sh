# The parts of bin/test.
# shellcheck shell=bash

run_style() {
	local ruff
	ruff=$(dirname "$DEV_PYTHON")/ruff
	[[ -x $ruff ]] || ruff=$(command -v ruff) ||
		fail "ruff is not installed: run 'pip install ruff', or make $CHECKOUT/.venv writable, then run this again."
	(cd "$CHECKOUT" && "$ruff" check --no-cache . && "$ruff" format --no-cache --check .)
}

run_unit() {
	mkdir -p "$CACHE"
	select_files unit
	cd "$CHECKOUT" || exit
	# the checkout comes before the bench's copy of the app, and stays free of caches
	env PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$CHECKOUT" HYPOTHESIS_STORAGE_DIRECTORY="$CACHE/hypothesis" \
		"$DEV_PYTHON" -m pytest -p no:cacheprovider "${OPTIONS[@]}" "${SELECTED[@]}" </dev/null
}

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/$APP

# select_files <part> [folder/]: sets SELECTED to the files asked for in this part, or to its folder.
select_files() {
	local file
	SELECTED=()
	for file in "${FILES[@]}"; do
		if [[ $file == tests/$1 || $file == tests/$1/* ]]; then SELECTED+=("${2:-}$file"); fi
	done
	[[ ${#SELECTED[@]} -gt 0 ]] || SELECTED=("${2:-}tests/$1")
}

# Sets DEV_PYTHON: a Python from 3.10 on with what the unit tests need. The bench's, else one that is
# there, else a venv beside this script.
find_dev_python() {
	local python
	if has_bench && may_use_bench; then add_dev_dependencies; fi
	for python in "$BENCH/env/bin/python" "$CHECKOUT/.venv/bin/python" "$CACHE/venv/bin/python" python3; do
		if DEV_PYTHON=$(command -v "$python") && has_dev_dependencies "$DEV_PYTHON"; then return; fi
	done
	make_dev_venv
}

has_dev_dependencies() {
	"$1" -c '
import sys
from importlib.util import find_spec
sys.exit(sys.version_info < (3, 10) or not (find_spec("pytest") and find_spec("hypothesis")))
' 2>/dev/null
}

make_dev_venv() {
	local python venv=$CHECKOUT/.venv
	[[ -w $CHECKOUT ]] || venv=$CACHE/venv
	python=$(find_python 3.10 3.99) || fail "the tests need Python 3.10 or later: install it (apt install python3), then run this again."
	say "Making $venv for the tests."
	quietly "a venv can't be made in $venv: check the space left and 'apt install python3-venv'" "$python" -m venv "$venv"
	mapfile -t packages < <(dev_dependencies)
	quietly "the tests' packages can't be installed: check that pip reaches a package index" \
		"$venv/bin/pip" install --quiet "${packages[@]}"
	DEV_PYTHON=$venv/bin/python
}

# The lines of [tool.bench.dev-dependencies], as pip wants them. Python 3.10 has no TOML reader.
dev_dependencies() {
	sed -n '/^\[tool\.bench\.dev-dependencies\]/,/^\[/s/^\([A-Za-z0-9_-]*\) *= *"\(.*\)".*/\1\2/p' "$CHECKOUT/pyproject.toml"
}

# What `bench setup requirements --dev` would install, when something of it is missing.
add_dev_dependencies() {
	local packages
	mapfile -t packages < <(dev_dependencies)
	if as_bench "$BENCH/env/bin/python" -c '
import importlib.metadata as metadata, sys
from packaging.requirements import Requirement
for line in sys.argv[1:]:
	wanted = Requirement(line)
	if not wanted.specifier.contains(metadata.version(wanted.name), prereleases=True):
		sys.exit(1)
' "${packages[@]}" 2>/dev/null; then return; fi
	say "Installing the tests' packages into the bench."
	quietly "the tests' packages can't be installed: check that pip reaches a package index" \
		bench_pip install --quiet "${packages[@]}"
}

# The parts that need a bench.
run_on_site() {
	local why results
	if ! may_use_bench; then
		not_run_on_site "the bench $BENCH belongs to $BENCH_USER: run this as $BENCH_USER or as root."
		return
	fi
	if ! has_bench; then
		if why=$(why_no_bench_can_be_made); then
			not_run_on_site "there is no bench at $BENCH, and none can be made: $why"
			return
		fi
		part bench make_bench
		if ! has_bench; then
			not_run_on_site "there is no bench at $BENCH, and making one failed (see above)."
			return
		fi
	fi
	results=$(mktemp)
	RESULTS=$results part "site preparation" run_site_parts
	mapfile -t -O "${#FAILED[@]}" FAILED <"$results"
	rm -f "$results"
}

not_run_on_site() {
	if runs site; then not_run site "$1"; fi
	if runs browser; then not_run browser "$1"; fi
}

# Runs in a subshell, whose end (normal, failed or interrupted) gives everything back.
run_site_parts() {
	require_bench_user
	quietly "the folder $STATE can't be made" as_bench mkdir -p "$STATE"
	take_locks
	trap give_back EXIT
	start_mariadb
	start_redis
	bring_app
	pin_setuptools
	add_dev_dependencies
	prepare_site
	if whole_run; then
		run_two_by_two
		return
	fi
	if runs site; then
		step site
		run_pytest site || echo site >>"$RESULTS"
	fi
	if runs browser; then
		step browser
		run_pytest browser || echo browser >>"$RESULTS"
	fi
}

# A whole run has two processors to fill: the slowest tests go on a second site, beside the others.
BESIDE_FILES=(
	tests/site/test_install.py tests/site/test_demo.py tests/site/test_hostile.py tests/site/test_matrix.py
	tests/site/test_access_plans.py
)

whole_run() {
	runs site && runs browser && [[ ${#OPTIONS[@]} -eq 0 && ${#FILES[@]} -eq 0 && ${KEEP_SITE:-0} != 1 ]]
}

run_two_by_two() {
	local output
	output=$(mktemp)
	run_beside >"$output" 2>&1 &
	BESIDE=$!
	step site
	(
		OPTIONS=("${BESIDE_FILES[@]/#/--ignore=$BENCH/apps/$APP/}")
		run_pytest site
	) || echo site >>"$RESULTS"
	wait "$BESIDE" || echo "second site" >>"$RESULTS"
	BESIDE=
	cat "$output"
	rm -f "$output"
}

run_beside() {
	TEST_SITE=$SECOND_SITE
	step "second site"
	make_site "$TEST_SITE" "$TEST_PASSWORD"
	(
		FILES=("${BESIDE_FILES[@]}")
		run_pytest site
	) || echo "site (${BESIDE_FILES[*]})" >>"$RESULTS"
	step browser
	run_pytest browser || echo browser >>"$RESULTS"
}

# The app as this checkout has it, and nobody else's run in between.
take_locks() {
	lock_site "$TEST_SITE" # and with it the second site
	SECOND_SITE=second-$TEST_SITE
	lock_app
	if ! app_is_this_checkout; then remember_link; fi
}

# A developer's symlink in the bench makes room for the checkout under test, and comes back.
remember_link() {
	local link=$BENCH/apps/$APP
	if [[ -L $link ]]; then as_bench tee "$STATE/link" < <(readlink "$link") >/dev/null; fi
}

give_back() {
	# a job in the background doesn't hear Ctrl-C
	if [[ -n ${BESIDE:-} ]]; then pkill -TERM -P "$BESIDE" || true; fi
	if [[ ${KEEP_SITE:-0} != 1 && -n ${DB_ADMIN_USER:-} ]]; then
		drop_site "$TEST_SITE" || true
		drop_site "$SECOND_SITE" || true
	fi
	if [[ -f $STATE/link ]] && ! app_is_this_checkout_by_link; then
		as_bench rm -rf "$BENCH/apps/$APP"
		as_bench ln -sfn "$(cat "$STATE/link")" "$BENCH/apps/$APP"
		as_bench rm -f "$STATE/link"
	fi
}

app_is_this_checkout_by_link() {
	[[ -L $BENCH/apps/$APP ]]
}

prepare_site() {
	local fingerprint
	fingerprint=$(app_fingerprint)
	build_app
	if [[ ${KEEP_SITE:-0} == 1 ]] && site_exists "$TEST_SITE"; then
		say "Using the site $TEST_SITE of the last run."
		migrate_site "$TEST_SITE" "$fingerprint"
	else
		say "Making the site $TEST_SITE."
		make_site "$TEST_SITE" "$TEST_PASSWORD"
		as_bench tee "$STATE/migrated-$TEST_SITE" <<<"$fingerprint" >/dev/null
	fi
}

# Known to everybody: the site lives as long as the tests, and is served to this machine only.
TEST_PASSWORD='test'

# From the bench's folder of the app: its owner may not be allowed to read this checkout.
run_pytest() {
	local folder=$BENCH/apps/$APP
	select_files "$1" "$folder/"
	in_sites env PRE_TEST_SITE="$TEST_SITE" PRE_TEST_PASSWORD="$TEST_PASSWORD" PYTHONDONTWRITEBYTECODE=1 \
		HYPOTHESIS_STORAGE_DIRECTORY="$STATE/hypothesis" \
		../env/bin/python -m pytest -p no:cacheprovider --rootdir="$folder" -c "$folder/pyproject.toml" \
		"${OPTIONS[@]}" "${SELECTED[@]}" </dev/null
}

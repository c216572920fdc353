# Makes a bench where there is none.
# shellcheck shell=bash

FRAPPE_REPO=${FRAPPE_REPO:-https://github.com/frappe/frappe}
FRAPPE_BRANCH=version-15

# Lies in a bench while it is being made: one that still has it was interrupted, and is made anew.
UNFINISHED=.pre_module-unfinished

# The bench's program (frappe-bench) in a venv of its own: Debian and Ubuntu refuse pip elsewhere.
bench_program() {
	printf '%s/.local/share/%s/frappe-bench' "$(home_of "$BENCH_USER")" "$APP"
}

# Prints why a bench can't be made here, in a few seconds; fails when nothing stands against it.
why_no_bench_can_be_made() {
	if [[ -e $BENCH && ! -e $BENCH/$UNFINISHED && -n $(ls -A "$BENCH" 2>/dev/null) ]]; then
		printf '%s holds something else than a bench.' "$BENCH"
	elif ! can_be_root; then
		printf 'this needs root or sudo.'
	elif ! frappe_is_reachable; then
		printf 'Frappe (%s, branch %s) cannot be reached.' "$FRAPPE_REPO" "$FRAPPE_BRANCH"
	else
		return 1
	fi
}

# A look at the branch, before anything is made.
frappe_is_reachable() {
	if ! command -v git >/dev/null; then
		# a fresh system: git comes with the packages, and looks again then
		[[ -d $FRAPPE_REPO/.git ]] || curl -sSfIL --max-time 20 "$FRAPPE_REPO" >/dev/null 2>&1
		return
	fi
	trusting_mirror env GIT_TERMINAL_PROMPT=0 timeout 30 git ls-remote --exit-code "$FRAPPE_REPO" \
		"refs/heads/$FRAPPE_BRANCH" >/dev/null 2>&1
}

# Runs a command whose git may read a mirror that is a folder of somebody else. Only a file of settings
# reaches the process that git starts in that folder; the person's own settings stay.
trusting_mirror() {
	local settings status=0
	if [[ ! -d $FRAPPE_REPO ]]; then
		"$@"
		return
	fi
	settings=$(mktemp)
	printf '[safe]\n\tdirectory = *\n[include]\n\tpath = ~/.gitconfig\n' >"$settings"
	chmod 644 "$settings"
	GIT_CONFIG_GLOBAL=$settings "$@" || status=$?
	rm -f "$settings"
	return "$status"
}

require_frappe() {
	if [[ $FRAPPE_REPO == /* || $FRAPPE_REPO == .* ]]; then
		[[ -d $FRAPPE_REPO ]] || fail "the folder $FRAPPE_REPO (FRAPPE_REPO) does not exist: correct it, then run this again."
		FRAPPE_REPO=$(realpath "$FRAPPE_REPO")
	fi
	frappe_is_reachable || fail "Frappe can't be reached: $FRAPPE_REPO (branch $FRAPPE_BRANCH) does not answer." \
		"Check the network and the proxy (https_proxy), or give a mirror with FRAPPE_REPO=<Git URL or folder>."
}

make_bench() {
	if [[ -e $BENCH && ! -e $BENCH/$UNFINISHED && -n $(ls -A "$BENCH") ]]; then
		fail "$BENCH exists and is no bench: move it away, or choose another place with BENCH_PATH, then run this again."
	fi
	require_space "$BENCH" 3
	require_frappe
	install_packages
	require_frappe
	require_python
	make_bench_user
	require_bench_user
	require_node
	install_bench_program
	say "Making the bench $BENCH with Frappe from $FRAPPE_REPO (a few minutes)."
	clear_unfinished_bench
	quietly "'bench init' failed; what it made is taken away at the next run, so repair and run this again" init_bench
	pin_setuptools
	as_bench rm -f "$BENCH/$UNFINISHED"
}

make_bench_user() {
	if getent passwd "$BENCH_USER" >/dev/null; then return; fi
	say "Making the user $BENCH_USER, who owns the bench."
	as_root useradd --create-home --shell /bin/bash "$BENCH_USER" ||
		fail "the user $BENCH_USER can't be made: make it (useradd -m $BENCH_USER), then run this again."
}

install_bench_program() {
	local program
	program=$(bench_program)
	if as_bench test -x "$program/bin/bench" && as_bench "$program/bin/bench" --version >/dev/null 2>&1; then return; fi
	quietly "a venv can't be made in $program" as_bench "$PYTHON" -m venv --clear "$program"
	quietly "frappe-bench can't be installed: check that pip reaches a package index (PIP_INDEX_URL for a mirror)" \
		as_bench "$program/bin/pip" install --quiet frappe-bench
}

# The marker lies there before the first file of the bench, so only what this script made is removed.
clear_unfinished_bench() {
	local parent
	parent=$(dirname "$BENCH")
	if [[ -e $BENCH/$UNFINISHED ]]; then as_bench find "$BENCH" -mindepth 1 -delete; fi
	if [[ ! -d $BENCH ]]; then
		as_bench mkdir -p "$BENCH" 2>/dev/null || as_root install -d -o "$BENCH_USER" -g "$(id -g "$BENCH_USER")" "$BENCH" ||
			fail "$BENCH_USER can't make a folder in $parent: choose another place with BENCH_PATH."
	fi
	as_bench touch "$BENCH/$UNFINISHED"
}

init_bench() {
	local program
	program=$(bench_program)
	# shellcheck disable=SC2016 # expanded by the inner shell
	trusting_mirror as_bench env PATH="$program/bin:$BENCH_BIN" bash -c 'cd "$1" && shift && exec bench "$@"' - \
		"$(dirname "$BENCH")" init --ignore-exist --no-backups --python "$PYTHON" \
		--frappe-branch "$FRAPPE_BRANCH" --frappe-path "$FRAPPE_REPO" "$BENCH"
}

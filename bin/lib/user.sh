# Whose bench it is, and how a command is run as that person. Sourced by bin/demo, bin/test and bin/benchmark.
# shellcheck shell=bash

# What a command run for the bench keeps of the caller's environment: the town hall's proxy, its
# certificates and mirrors, and what these two commands hand on. Nothing else: root's own PATH,
# PYTHONPATH or XDG folders would break the bench's commands.
KEPT_VARIABLES='http_proxy https_proxy no_proxy all_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY
	SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE NODE_EXTRA_CA_CERTS GIT_SSL_CAINFO GIT_CONFIG_GLOBAL
	LANG LC_ALL TZ TERM CI HYPOTHESIS_PROFILE SCREENSHOTS MATRIX_SEED'
KEPT_PREFIXES='PIP_|UV_|npm_config_|NPM_CONFIG_|YARN_|PRE_|DB_ADMIN_'
# What the two commands themselves are told by.
TOLD_BY='BENCH_PATH|FRAPPE_REPO|DB_ROOT_|DEMO_|TEST_SITE|BENCHMARK_SITE|KEEP_SITE|REQUIRE_SITE'

is_kept() {
	[[ $1 =~ ^($KEPT_PREFIXES) ]] || [[ " ${KEPT_VARIABLES//[$'\n\t']/ } " == *" $1 "* ]]
}

# Decides BENCH (folder) and BENCH_USER (who owns it). BENCH_PATH wins; without it, the bench of the
# user frappe, whom root may have to create; a person who is neither uses his own home.
find_bench() {
	local home
	if [[ -n ${BENCH_PATH:-} ]]; then
		BENCH=$BENCH_PATH
	elif home=$(home_of frappe); then
		BENCH=$home/frappe-bench
	elif [[ $EUID -eq 0 ]]; then
		BENCH=/home/frappe/frappe-bench
	else
		BENCH=$HOME/frappe-bench
	fi
	BENCH=$(realpath -m "$BENCH")
	if [[ -d $BENCH ]]; then
		BENCH_USER=$(stat -c %U "$BENCH")
	elif [[ $EUID -eq 0 || $BENCH == "$(home_of frappe || echo /nonexistent)"/* ]]; then
		BENCH_USER=frappe
	else
		BENCH_USER=$(id -un)
	fi
	STATE=$BENCH/config/pre_module
}

home_of() {
	local entry
	entry=$(getent passwd "$1") || return 1
	cut -d: -f6 <<<"$entry"
}

# A bench that can be used: Frappe's code, its Python, and not one whose making was interrupted.
has_bench() {
	[[ -d $BENCH/apps/frappe && -x $BENCH/env/bin/python && -d $BENCH/sites && ! -e $BENCH/$UNFINISHED ]]
}

require_bench_user() {
	if [[ $BENCH_USER == root || $BENCH_USER == UNKNOWN ]]; then
		fail "the bench $BENCH belongs to $BENCH_USER, and Frappe refuses to run so:" \
			"give it to a user of its own (chown -R frappe: $BENCH), then run this again."
	fi
}

# Only root and its owner can work in a bench.
may_use_bench() {
	[[ $EUID -eq 0 || $(id -un) == "$BENCH_USER" ]]
}

# go_on_as_root <argument...>: begins again as root, with the same arguments.
go_on_as_root() {
	exec sudo --preserve-env="$(kept_names "$TOLD_BY")" -- "$CHECKOUT/$PROGRAM" "$@"
}

# Runs a command as root. Fails with a sentence when this person may not. (7, 8, 9: the locks of
# app.sh, which a server started here must not keep.)
as_root() {
	if [[ $EUID -eq 0 ]]; then
		"$@" 7<&- 8<&- 9<&-
	elif command -v sudo >/dev/null; then
		sudo --preserve-env="$(kept_names)" "$@" 7<&- 8<&- 9<&-
	else
		fail "'$*' needs root: run this as root, or ask your administrator for sudo."
	fi
}

# Is becoming root possible without asking anybody (a script without a terminal can't answer)?
can_be_root() {
	[[ $EUID -eq 0 ]] || { command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; }
}

# Runs a command as the owner of the bench, with the variables above and the owner's own home.
as_bench() {
	if [[ $(id -un) == "$BENCH_USER" ]]; then
		"$@" 7<&- 8<&- 9<&-
	else
		(become_bench_user "$@") 7<&- 8<&- 9<&-
	fi
}

# Root only: replaces this (sub)shell by the command. setpriv neither opens a session nor stays in
# between, so signals reach the command itself.
become_bench_user() {
	local name home group
	home=$(home_of "$BENCH_USER")
	group=$(id -g "$BENCH_USER")
	for name in $(compgen -e); do
		is_kept "$name" || unset "$name"
	done
	HOME=$home USER=$BENCH_USER LOGNAME=$BENCH_USER PATH=$BENCH_BIN SHELL=/bin/bash
	export HOME USER LOGNAME PATH SHELL
	exec setpriv --reuid="$BENCH_USER" --regid="$group" --init-groups -- "$@"
}

BENCH_BIN=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# kept_names [expression]: the kept variables that are set, and those whose name begins so, comma
# separated, as sudo wants them.
kept_names() {
	local name names=
	for name in $(compgen -e); do
		if is_kept "$name" || [[ -n ${1:-} && $name =~ ^($1) ]]; then names+=${names:+,}$name; fi
	done
	printf '%s' "$names"
}

# Runs a command as the owner, in the bench's folder `sites`, where Frappe's own commands run.
in_sites() {
	# shellcheck disable=SC2016 # expanded by the inner shell
	as_bench bash -c 'cd "$1" && shift && exec "$@"' - "$BENCH/sites" "$@"
}

# Frappe's commands, as `bench` runs them, without needing to know where `bench` is.
frappe_command() {
	in_sites ../env/bin/python -m frappe.utils.bench_helper frappe "$@"
}

# A value of the bench's common_site_config.json, or the given default.
bench_setting() {
	as_bench "$BENCH/env/bin/python" -c '
import json, pathlib, sys
config = pathlib.Path(sys.argv[1])
print(json.loads(config.read_text() or "{}").get(sys.argv[2], sys.argv[3]) if config.exists() else sys.argv[3])
' "$BENCH/sites/common_site_config.json" "$1" "${2:-}"
}

# What the two commands say. Sourced by bin/demo and bin/test.
# shellcheck shell=bash

PROGRAM=${PROGRAM:-$0}

# One step of the work, so that a reader knows what takes the time.
step() {
	printf '\n== %s\n' "$*"
}

say() {
	printf '%s\n' "$*"
}

warn() {
	printf '%s: %s\n' "$PROGRAM" "$*" >&2
}

# A failure is one clear sentence (what is wrong, what to do) and an exit code that isn't 0.
fail() {
	printf '\n%s: %s\n' "$PROGRAM" "$*" >&2
	exit 1
}

# Runs a command quietly, and shows the end of what it said only when it fails.
#   quietly <sentence for the failure> <command...>
quietly() {
	local sentence=$1 log status
	shift
	log=$(mktemp)
	if "$@" >"$log" 2>&1 </dev/null; then
		rm -f "$log"
		return 0
	else
		status=$?
	fi
	# a progress bar is drawn over and over on one line: only its last state says something
	sed 's/\r*$//; s/.*\r//' "$log" | grep -v '^ *$' | tail -n 25 >&2 || true
	rm -f "$log"
	fail "$sentence (exit code $status, the last lines are above)"
}

# The demo's processes, together: when one ends, or at Ctrl-C, all end. Run (not sourced) by bash as the
# owner of the bench, with PRE_SITE, PRE_PORT, PRE_BIND, PRE_REALTIME_PORT, PRE_BENCH, PRE_WELCOME.
# shellcheck shell=bash
set -euo pipefail
set -m # each process leads a group, so that its own children end with it

declare -A NAME_OF=()
LOGS=$PRE_BENCH/logs
cd "$PRE_BENCH/sites"

# start <name> <command...>
start() {
	local name=$1
	shift
	"$@" >"$LOGS/demo-$name.log" 2>&1 </dev/null &
	NAME_OF[$!]=$name
}

# Asks every group to end, and insists after ten seconds.
stop() {
	local pid _
	trap - EXIT
	trap '' INT TERM HUP
	disown -a # bash would announce the end of each
	for pid in "${!NAME_OF[@]}"; do kill -TERM -- "-$pid" 2>/dev/null || true; done
	for _ in {1..100}; do
		any_alive || break
		sleep 0.1
	done
	for pid in "${!NAME_OF[@]}"; do kill -KILL -- "-$pid" 2>/dev/null || true; done
}

any_alive() {
	local pid
	for pid in "${!NAME_OF[@]}"; do
		if kill -0 -- "-$pid" 2>/dev/null; then return 0; fi
	done
	return 1
}

interrupted() {
	stop
	printf '\nThe demo is stopped.\n'
	exit 0
}

# The first process that ends ends the demo, with its last words.
report_end() {
	local pid=$1
	printf '\nbin/demo: the process "%s" has ended, so the demo stops; its last lines (%s):\n' \
		"${NAME_OF[$pid]}" "$LOGS/demo-${NAME_OF[$pid]}.log" >&2
	tail -n 15 "$LOGS/demo-${NAME_OF[$pid]}.log" >&2
	exit 1
}

answers() {
	../env/bin/python -c '
import sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
opener.open(f"http://{sys.argv[1]}/api/method/ping", timeout=60)
' "$1" 2>/dev/null
}

trap stop EXIT
trap interrupted INT TERM HUP

# one site whatever name it is called by, so that an address of the machine works too
start web env DEV_SERVER=1 ../env/bin/python -c '
import os, sys
import frappe.app
frappe.app._site = os.environ["PRE_SITE"]
from gunicorn.app.wsgiapp import run
sys.exit(run())
' --bind "$PRE_BIND:$PRE_PORT" --workers 2 --worker-class gthread --threads 4 --timeout 180 \
	'frappe.app:application_with_statics()'
start socketio env FRAPPE_SOCKETIO_PORT="$PRE_REALTIME_PORT" node ../apps/frappe/socketio.js
start worker ../env/bin/python -m frappe.utils.bench_helper frappe worker --queue short,default,long
start schedule ../env/bin/python -m frappe.utils.bench_helper frappe schedule

address=$PRE_BIND
[[ $address != 0.0.0.0 ]] || address=127.0.0.1
until answers "$address:$PRE_PORT"; do
	for pid in "${!NAME_OF[@]}"; do kill -0 "$pid" 2>/dev/null || report_end "$pid"; done
	sleep 0.2
done
printf '%s\n' "$PRE_WELCOME"

ended=
wait -n -p ended "${!NAME_OF[@]}" || true
report_end "$ended"

# Serves the demo's site. Sourced by bin/demo; the processes themselves are those of supervise.sh.
# shellcheck shell=bash

# Before anything is made: the port must be free at the end.
require_demo_port() {
	PORT=${DEMO_PORT:-}
	if [[ -z $PORT ]] && has_bench; then PORT=$(bench_setting webserver_port 8000); fi
	PORT=${PORT:-8000}
	[[ $PORT =~ ^[0-9]+$ ]] || fail "DEMO_PORT='$PORT' is no port: give a number, such as 8001."
	require_free_port "$PORT" "the demo" "choose another one: DEMO_PORT=$((PORT + 1)) bin/demo"
}

# Replaces bin/demo by the processes, as the owner of the bench.
serve_demo() {
	local realtime_port message
	step "Server"
	realtime_port=$(free_port_from "$(bench_setting socketio_port 9000)")
	make_name_known
	configure_site "$realtime_port"
	message=$(welcome)
	export PRE_SITE=$SITE PRE_PORT=$PORT PRE_BIND=${DEMO_BIND:-127.0.0.1} PRE_REALTIME_PORT=$realtime_port \
		PRE_BENCH=$BENCH PRE_WELCOME=$message
	# by its text: the bench's owner may not be allowed to read this checkout
	run_in_place_of_this bash -c "$(<"$CHECKOUT/bin/lib/supervise.sh")" bin/demo
}

run_in_place_of_this() {
	if [[ $(id -un) == "$BENCH_USER" ]]; then
		exec "$@"
	else
		become_bench_user "$@"
	fi
}

free_port_from() {
	local port
	for ((port = $1; port < $1 + 50; port++)); do
		if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			printf '%s' "$port"
			return
		fi
	done
	fail "no port from $1 to $port is free for live updates: stop one of the programs there ('ss -ltnp' names them)."
}

# Browsers know that *.localhost is this machine; Frappe's own processes (PDF, live updates) ask the
# system, and not every system knows. As `bench --site ... add-to-hosts` does.
make_name_known() {
	if getent hosts "$SITE" >/dev/null; then return; fi
	if can_be_root && as_root tee -a /etc/hosts <<<"127.0.0.1 $SITE" >/dev/null 2>&1; then return; fi
	warn "add the line '127.0.0.1 $SITE' to /etc/hosts: without it, PDFs and live progress may not work."
}

# Links, pictures in PDFs and live updates lead to where the site is served.
configure_site() {
	in_sites ../env/bin/python -c '
import sys
import frappe
from frappe.installer import update_site_config
frappe.init(site=sys.argv[1])
update_site_config("host_name", sys.argv[2])
update_site_config("socketio_port", int(sys.argv[3]))
' "$SITE" "http://$SITE:$PORT" "$1"
}

# The address, and one account per role.
welcome() {
	local accounts
	accounts=$(frappe_command --site "$SITE" execute pre_module.setup.demo.accounts) ||
		fail "the accounts of the demo can't be read: 'bin/demo --reset' makes the site anew."
	printf '\nServed at http://%s:%s (Ctrl-C stops it).\n' "$SITE" "$PORT"
	printf 'A browser that does not find it needs the line "127.0.0.1 %s" in /etc/hosts.\n\n' "$SITE"
	in_sites ../env/bin/python -c '
import json, sys
rows = [(row["role"], row["email"], row["password"]) for row in json.loads(sys.argv[1].splitlines()[-1])]
rows.append(("(everything)", "Administrator", sys.argv[2]))
for role, email, password in rows:
	print(f"  {role:<30} {email:<42} {password}")
' "$accounts" "$ADMINISTRATOR_PASSWORD"
}

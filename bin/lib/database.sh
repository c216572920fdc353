# MariaDB and Redis: started when they are not (systemd or not), and an account to make sites with.
# shellcheck shell=bash

OUTSIDE_HOSTS_EXCEPT='^(|localhost|127\.0\.0\.1|::1)$'

# Sets DB_HOST, DB_PORT, DB_ADMIN_USER and DB_ADMIN_PASSWORD, all tried.
start_mariadb() {
	DB_HOST=$(bench_setting db_host 127.0.0.1)
	DB_PORT=$(bench_setting db_port 3306)
	[[ $DB_HOST != localhost ]] || DB_HOST=127.0.0.1
	if [[ $DB_HOST =~ $OUTSIDE_HOSTS_EXCEPT ]]; then
		mariadb_answers || launch_mariadb
	elif ! mariadb_answers; then
		fail "the MariaDB of this bench ($DB_HOST:$DB_PORT in sites/common_site_config.json) does not answer:" \
			"start it or correct the address, then run this again."
	fi
	find_database_admin
	check_mariadb_version
}

# `ping` succeeds as soon as a server answers, even if it refuses the account.
mariadb_answers() {
	mariadb-admin --no-defaults --protocol=tcp -h "$DB_HOST" -P "$DB_PORT" --connect-timeout=5 ping >/dev/null 2>&1
}

launch_mariadb() {
	local _
	say "Starting MariaDB."
	if [[ -d /run/systemd/system ]]; then
		as_root systemctl start mariadb >/dev/null 2>&1 || true
	else
		as_root service mariadb start >/dev/null 2>&1 </dev/null || true
	fi
	for _ in {1..30}; do
		mariadb_answers && return
		sleep 1
	done
	as_root install -d -o mysql -g mysql /run/mysqld
	as_root setsid -f mariadbd-safe --user=mysql >/dev/null 2>&1 </dev/null || true
	for _ in {1..60}; do
		mariadb_answers && return
		sleep 1
	done
	fail "MariaDB does not start or does not listen on $DB_HOST:$DB_PORT: look at the end of" \
		"/var/log/mysql/error.log (or 'journalctl -u mariadb'), repair it, then run this again."
}

# One statement as the administrator; the password goes by the environment, never by the command line.
database() {
	MYSQL_PWD=$DB_ADMIN_PASSWORD mariadb --no-defaults --protocol=tcp -h "$DB_HOST" -P "$DB_PORT" \
		-u "$DB_ADMIN_USER" --connect-timeout=10 --batch --skip-column-names -e "$1"
}

find_database_admin() {
	local secret=$STATE/database-password
	if [[ -n ${DB_ROOT_PASSWORD:-} ]]; then
		DB_ADMIN_USER=${DB_ROOT_USER:-root} DB_ADMIN_PASSWORD=$DB_ROOT_PASSWORD
		database 'select 1' >/dev/null 2>&1 || fail "MariaDB at $DB_HOST:$DB_PORT refuses the user" \
			"$DB_ADMIN_USER with the password in DB_ROOT_PASSWORD: check it, then run this again."
	else
		DB_ADMIN_USER=pre_module_setup
		DB_ADMIN_PASSWORD=$(as_bench cat "$secret" 2>/dev/null || true)
		if [[ -z $DB_ADMIN_PASSWORD ]] || ! database 'select 1' >/dev/null 2>&1; then
			make_database_admin "$secret"
		fi
	fi
	export DB_ADMIN_USER DB_ADMIN_PASSWORD
}

# Frappe needs a password to create databases, and Debian's MariaDB knows root by its socket only. So
# an account of ours, with a random password that only the bench's owner can read.
make_database_admin() {
	local secret=$1 host account
	DB_ADMIN_PASSWORD=$(random_word 32)
	{
		for host in localhost 127.0.0.1; do
			account="'$DB_ADMIN_USER'@'$host'"
			echo "create or replace user $account identified by '$DB_ADMIN_PASSWORD';"
			echo "grant all privileges on *.* to $account with grant option;"
		done
	} | mariadb_as_system_root || fail "MariaDB refuses its root user without a password:" \
		"run this again with DB_ROOT_PASSWORD=<the password of MariaDB's root> in the environment."
	as_bench mkdir -p "$STATE"
	# shellcheck disable=SC2016 # expanded by the inner shell
	as_bench bash -c 'umask 077 && cat >"$1"' - "$secret" <<<"$DB_ADMIN_PASSWORD"
	database 'select 1' >/dev/null || fail "MariaDB refuses the account $DB_ADMIN_USER just made for it" \
		"at $DB_HOST:$DB_PORT: run this again with DB_ROOT_PASSWORD=<the password of MariaDB's root>."
}

mariadb_as_system_root() {
	can_be_root && [[ $DB_HOST =~ $OUTSIDE_HOSTS_EXCEPT ]] && as_root mariadb --user=root 2>/dev/null
}

check_mariadb_version() {
	local version
	version=$(database 'select version()')
	[[ $version =~ ^([0-9]+)\.([0-9]+) ]] || fail "MariaDB gives a version nobody understands: $version"
	((BASH_REMATCH[1] * 100 + BASH_REMATCH[2] >= 1006)) ||
		fail "Frappe 15 needs MariaDB 10.6 or later and this one is $version: upgrade it, then run this again."
}

random_word() {
	# od reads exactly what it needs: no broken pipe under pipefail
	od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n' | cut -c1-"$1"
}

# The bench's own two Redis servers, on the ports of its configuration.
start_redis() {
	local name url
	for name in cache queue; do
		url=$(bench_setting "redis_$name")
		[[ -n $url ]] || fail "sites/common_site_config.json of $BENCH names no redis_$name: run 'bench setup redis' there."
		redis_answers "$url" || launch_redis "$name" "$url"
	done
}

redis_answers() {
	as_bench "$BENCH/env/bin/python" -c '
import redis, sys
redis.Redis.from_url(sys.argv[1], socket_connect_timeout=3).ping()
' "$1" >/dev/null 2>&1
}

launch_redis() {
	local name=$1 url=$2 _
	if [[ ! $url =~ ^redis://(localhost|127\.0\.0\.1): ]]; then
		fail "the Redis of this bench ($url in sites/common_site_config.json) does not answer:" \
			"start it or correct the address, then run this again."
	fi
	[[ -f $BENCH/config/redis_$name.conf ]] || fail "$BENCH/config/redis_$name.conf is missing: run 'bench setup redis' there."
	say "Starting Redis ($name)."
	as_bench redis-server "$BENCH/config/redis_$name.conf" --daemonize yes >/dev/null || true
	for _ in {1..20}; do
		redis_answers "$url" && return
		sleep 0.5
	done
	fail "Redis ($name) does not start at $url: run 'redis-server $BENCH/config/redis_$name.conf' as $BENCH_USER to see why."
}

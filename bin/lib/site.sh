# Making and dropping a site of the bench. A site that was being made when something went wrong is
# known by its marker, and made anew.
# shellcheck shell=bash

marker_of() {
	printf '%s/making-%s' "$STATE" "$1"
}

site_exists() {
	as_bench test -f "$BENCH/sites/$1/site_config.json" && ! as_bench test -e "$(marker_of "$1")" &&
		site_has_app "$1"
}

site_has_app() {
	local installed
	# the plain list: Frappe 15.41 leaves the JSON one empty
	installed=$(frappe_command --site "$1" list-apps 2>/dev/null) && grep -qE "^$APP( |$)" <<<"$installed"
}

# make_site <name> <Administrator's password>: French, in France, past the setup wizard.
make_site() {
	local site=$1 db
	drop_site "$site"
	db=pre_$(random_word 12)
	as_bench mkdir -p "$STATE"
	as_bench tee "$(marker_of "$site")" <<<"$db" >/dev/null
	PRE_ADMIN_PASSWORD=$2 quietly "the site $site can't be made: repair what the lines above name and run this again, which makes it anew" \
		new_site "$site" "$db"
	quietly "the site $site can't be set up in French: repair what the lines above name and run this again, which makes it anew" finish_setup "$site"
	as_bench rm -f "$(marker_of "$site")"
}

# `bench new-site`, with the passwords in the environment: a command line can be read by everybody.
new_site() {
	local options=(--db-name "$2" --install-app "$APP")
	# MariaDB knows the site's account by 'localhost' only, unless it is elsewhere or resolves no name
	if [[ ! $DB_HOST =~ $OUTSIDE_HOSTS_EXCEPT || $(database 'select @@skip_name_resolve') == 1 ]]; then
		options+=(--no-mariadb-socket)
	fi
	in_sites ../env/bin/python -c '
import os, sys
from frappe.commands.site import new_site
environ = os.environ
new_site.main(
	[
		*sys.argv[1:],
		"--db-root-username", environ["DB_ADMIN_USER"],
		"--db-root-password", environ["DB_ADMIN_PASSWORD"],
		"--admin-password", environ["PRE_ADMIN_PASSWORD"],
	]
)
' "$1" "${options[@]}"
}

# What the setup wizard asks a municipality: language, country, time zone. No e-mail leaves this site.
finish_setup() {
	in_sites ../env/bin/python -c '
import sys
import frappe
from frappe.installer import update_site_config
frappe.init(site=sys.argv[1])
frappe.connect()
update_site_config("mute_emails", 1)
from frappe.desk.page.setup_wizard.setup_wizard import setup_complete
language = frappe.db.get_value("Language", "fr", "language_name")
setup_complete({"language": language, "country": "France", "timezone": "Europe/Paris", "currency": "EUR"})
frappe.db.set_single_value("System Settings", "enable_onboarding", 0)
frappe.db.set_default("lang", "fr")
frappe.db.commit()
assert frappe.db.get_single_value("System Settings", "language") == "fr"
frappe.destroy()
' "$1"
}

# Takes a site away whole, finished or not: its databases, their users, its folder. Not Frappe's
# drop-site, which needs a site that works and keeps the folder in an archive.
drop_site() {
	local site=$1 folder=$BENCH/sites/$1 db
	if [[ ! $site =~ ^[a-z0-9.-]+$ || $site == .* ]]; then fail "'$site' is no name of a site."; fi
	{
		as_bench cat "$(marker_of "$site")" 2>/dev/null || true
		as_bench sed -n 's/.*"db_name": *"\([A-Za-z0-9_]*\)".*/\1/p' "$folder/site_config.json" 2>/dev/null || true
	} | sort -u | while read -r db; do
		[[ $db =~ ^[A-Za-z0-9_]+$ ]] || continue
		database "drop database if exists \`$db\`; drop user if exists '$db'@'localhost', '$db'@'%'" ||
			fail "the database $db of the site $site can't be dropped: see the message of MariaDB above."
	done
	as_bench rm -rf "$folder"
	as_bench rm -f "$(marker_of "$site")" "$STATE/filled-$site" "$STATE/migrated-$site"
}

# Migrates once per state of the app.
migrate_site() {
	local site=$1 fingerprint=$2 stamp=$STATE/migrated-$1
	if [[ $(as_bench cat "$stamp" 2>/dev/null) == "$fingerprint" ]]; then return; fi
	say "Migrating $site to this state of the app."
	quietly "'bench migrate' failed on $site: repair what it names, then run this again" \
		frappe_command --site "$site" migrate
	as_bench tee "$stamp" <<<"$fingerprint" >/dev/null
}

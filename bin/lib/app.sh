# Brings the app of this checkout into the bench.
# shellcheck shell=bash

APP=pre_module

# Is the bench's app this very checkout (a developer's symlink, or the checkout lies there)?
app_is_this_checkout() {
	[[ $(realpath -m "$BENCH/apps/$APP") == "$CHECKOUT" ]]
}

# lock <descriptor> <file> <-x or -s> <sentence while waiting>. Kept until the shell ends.
lock() {
	local number=$1 file=$2 kind=$3
	as_bench touch "$file"
	eval "exec $number<\"\$file\""
	flock -n "$kind" "$number" && return
	say "$4"
	flock -w 1800 "$kind" "$number" || fail "another run still holds $file after half an hour: end it, then run this again."
}

# One run at a time for a site.
lock_site() {
	lock 8 "$STATE/lock-$1" -x "Waiting for another run on the site $1."
}

# One checkout at a time in the bench: runs of the one that the bench is linked to go together,
# another one waits for its turn.
lock_app() {
	if app_is_this_checkout; then
		lock 9 "$STATE/lock-app" -s "Waiting for another checkout that is at work in $BENCH."
	else
		lock 9 "$STATE/lock-app" -x "Waiting for another run to end in $BENCH."
	fi
}

# Puts the app of this checkout into the bench, whatever was there before.
bring_app() {
	as_bench mkdir -p "$BENCH/sites/assets"
	if ! app_is_this_checkout; then copy_app; fi
	give_app_its_build_folder
	name_app_in_bench
	install_app_package
	as_bench ln -sfn "$BENCH/apps/$APP/$APP/public" "$BENCH/sites/assets/$APP"
}

# The owner of the bench may not be allowed to read this checkout (a clone under /root), so its files
# go through a pipe, into a new folder that then takes the place of the old one.
copy_app() {
	local new=$BENCH/apps/.$APP.new old=$BENCH/apps/.$APP.old
	as_bench rm -rf "$new" "$old"
	as_bench mkdir "$new"
	checkout_files | tar -C "$CHECKOUT" --null --no-recursion -cf - -T - | as_bench tar -C "$new" -xf - ||
		fail "the app can't be copied to $BENCH/apps: check the space left there, then run this again."
	if [[ -e $BENCH/apps/$APP || -L $BENCH/apps/$APP ]]; then rename_as_bench "$BENCH/apps/$APP" "$old"; fi
	rename_as_bench "$new" "$BENCH/apps/$APP"
	as_bench rm -rf "$old"
}

# A symlink made by root lies in a folder of the bench's owner, who may rename it.
rename_as_bench() {
	as_bench mv -T "$1" "$2"
}

# What git would commit, or everything but caches where the checkout has no git (an archive).
checkout_files() {
	local file
	if git_here rev-parse --is-inside-work-tree >/dev/null 2>&1; then
		git_here ls-files -z --cached --others --exclude-standard
	else
		(cd "$CHECKOUT" && find . \( -name .venv -o -name node_modules -o -name __pycache__ -o -name .git \) -prune \
			-o -type f -print0)
	fi | while IFS= read -r -d '' file; do
		# git also lists what was deleted and not yet committed
		if [[ -e $CHECKOUT/$file ]]; then printf '%s\0' "$file"; fi
	done
}

# git refuses a checkout of somebody else (root reading a developer's) unless told that it is meant.
git_here() {
	git -c safe.directory="$CHECKOUT" -C "$CHECKOUT" "$@"
}

# `bench build` writes the app's built files beside its public ones, and must be able to.
give_app_its_build_folder() {
	local dist=$BENCH/apps/$APP/$APP/public/dist
	as_bench mkdir -p "$dist" 2>/dev/null && as_bench test -w "$dist" && return
	if [[ $EUID -eq 0 ]]; then
		install -d "$BENCH/apps/$APP/$APP/public"
		install -d -o "$BENCH_USER" "$dist"
	else
		warn "$BENCH_USER can't write to $dist: 'bench build' will fail if the app has bundles."
	fi
}

# Each app stands on a line of its own in apps.txt, whose last line may have no end.
name_app_in_bench() {
	local list=$BENCH/sites/apps.txt
	if grep -qx "$APP" "$list" 2>/dev/null; then return; fi
	# shellcheck disable=SC2016 # expanded by the inner shell
	as_bench bash -c '[[ ! -s $1 || -z $(tail -c 1 "$1") ]] || echo >>"$1"; echo "$2" >>"$1"' - "$list" "$APP"
}

# pip's editable install, once per change of the metadata.
install_app_package() {
	local stamp=$STATE/package.sha256 sum
	sum=$(sha256sum <"$CHECKOUT/pyproject.toml")
	if [[ $(as_bench cat "$stamp" 2>/dev/null) == "$sum" ]] && app_is_importable; then return; fi
	quietly "the app's Python package can't be installed: check that pip reaches a package index" \
		bench_pip install --quiet -e "$BENCH/apps/$APP"
	as_bench tee "$stamp" <<<"$sum" >/dev/null
}

app_is_importable() {
	in_sites ../env/bin/python -c "import $APP" 2>/dev/null
}

# The bench's pip; benches made by uv alone have none.
bench_pip() {
	if [[ -x $BENCH/env/bin/pip ]]; then
		in_sites "$BENCH/env/bin/pip" "$@"
	elif in_sites "$BENCH/env/bin/python" -m pip --version >/dev/null 2>&1; then
		in_sites "$BENCH/env/bin/python" -m pip "$@"
	else
		in_sites env VIRTUAL_ENV="$BENCH/env" uv pip "$@"
	fi
}

# What a dated Frappe 15 needs and doesn't pin: some of its dependencies import pkg_resources, which
# setuptools no longer has from 81 on.
pin_setuptools() {
	if in_sites ../env/bin/python -W ignore -c 'import pkg_resources' 2>/dev/null; then return; fi
	say "Installing the setuptools that Frappe 15 needs."
	quietly "setuptools can't be installed: check that pip reaches a package index" \
		bench_pip install --quiet 'setuptools<81'
}

# app_fingerprint [folder...]: one line that changes whenever a file of the app (or of these folders of
# it) does. Only the app: its tests migrate nothing.
app_fingerprint() {
	# a folder that isn't there yet counts as empty
	(cd "$CHECKOUT/$APP" && {
		find "${@:-.}" -type f -not -path '*/__pycache__/*' -not -path '*public/dist/*' -print0 2>/dev/null || true
	} | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# Compiles the translations and builds the assets, once per state of the app. Frappe looks at dates
# only, and a copied file may be older than what was built from another checkout: so by force.
build_app() {
	local fingerprint stamp=$STATE/built
	lock 7 "$STATE/lock-build" -x "Waiting for another build."
	fingerprint=$(app_fingerprint public locale hooks.py)
	if [[ $(as_bench cat "$stamp" 2>/dev/null) == "$fingerprint" && -f $BENCH/sites/assets/assets.json ]]; then
		exec 7<&-
		return
	fi
	say "Building the app's assets and translations."
	as_bench rm -f "$stamp"
	quietly "'bench build' failed: repair what it names, then run this again" frappe_command build --app "$APP" --force
	build_frappe_if_missing
	as_bench tee "$stamp" <<<"$fingerprint" >/dev/null
	exec 7<&-
}

# A bench made with --skip-assets has nothing to show, and none of Frappe's own French.
build_frappe_if_missing() {
	if [[ ! -d $BENCH/apps/frappe/frappe/public/dist ]]; then
		say "Building Frappe's own assets (about two minutes)."
		quietly "Frappe's assets can't be built: check that Node reaches the npm registry" frappe_command build --app frappe
	elif [[ ! -f $BENCH/sites/assets/locale/fr/LC_MESSAGES/frappe.mo ]]; then
		quietly "Frappe's French can't be compiled" frappe_command compile-po-to-mo --app frappe --locale fr
	fi
}

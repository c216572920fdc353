# What the system must have: packages, Python, Node, yarn, room on the disk, free ports.
# shellcheck shell=bash

# Debian 12 and Ubuntu 24.04 have all of them, in versions that Frappe 15 takes.
PACKAGES=(git curl sudo mariadb-server mariadb-client libmariadb-dev redis-server nodejs npm wkhtmltopdf
	xvfb fonts-dejavu build-essential pkg-config libffi-dev libssl-dev python3-dev python3-venv python3-pip)

install_packages() {
	local name missing=()
	for name in "${PACKAGES[@]}"; do
		if ! is_provided "$name"; then missing+=("$name"); fi
	done
	if [[ ${#missing[@]} -eq 0 ]]; then return; fi
	command -v apt-get >/dev/null || fail "this system has no apt: install ${missing[*]} by its own means, then run this again."
	say "Installing by apt: ${missing[*]}"
	quietly "apt can't refresh its lists: check the network, the proxy and /etc/apt/sources.list" as_root apt-get update -q
	quietly "apt can't install ${missing[*]}: see the lines above, repair, then run this again" \
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# A package counts as there when dpkg has it, or the program it is wanted for came another way.
is_provided() {
	case $1 in
		nodejs) command -v node >/dev/null ;;
		npm) command -v npm >/dev/null || command -v yarn >/dev/null ;;
		git | curl | sudo | wkhtmltopdf) command -v "$1" >/dev/null ;;
		redis-server) command -v redis-server >/dev/null ;;
		mariadb-server) command -v mariadbd >/dev/null || [[ -x /usr/sbin/mariadbd ]] ;;
		mariadb-client) command -v mariadb >/dev/null ;;
		*) [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]] ;;
	esac
}

# find_python <lowest> <highest>: prints the first Python between the two (as 3.10) that the bench's
# owner may run too: one under /root (pyenv) is of no use to him.
find_python() {
	local name path
	for name in python3.12 python3.11 python3.10 python3 python3.13; do
		while IFS= read -r path; do
			[[ $(realpath -m "$path") == /root/* ]] && continue
			if python_is_between "$path" "$1" "$2"; then
				printf '%s' "$path"
				return
			fi
		done < <(type -aP "$name")
	done
	return 1
}

python_is_between() {
	"$1" -c '
import sys
low, high = (tuple(map(int, bound.split("."))) for bound in sys.argv[1:])
sys.exit(not low <= sys.version_info[:2] <= high)
' "$2" "$3" 2>/dev/null
}

require_python() {
	PYTHON=$(find_python 3.10 3.12) || fail "Frappe 15 needs Python 3.10, 3.11 or 3.12 and this system's is" \
		"$(python3 --version 2>&1 || echo none): install one of them (apt install python3), then run this again."
}

require_node() {
	local major
	major=$( (as_bench node --version 2>/dev/null || true) | sed -n 's/^v\([0-9]*\).*/\1/p')
	[[ ${major:-0} -ge 18 ]] || fail "Frappe 15 needs Node 18 or later and user $BENCH_USER has" \
		"$(as_bench node --version 2>/dev/null || echo none): install it (apt install nodejs npm, or nodesource.com), then run this again."
	if as_bench yarn --version 2>/dev/null | grep -q '^1\.'; then return; fi
	quietly "yarn can't be installed: check that npm reaches its registry (npm_config_registry for a mirror)" \
		as_root npm install --global yarn@1
}

# require_space <folder> <gigabytes>
require_space() {
	local folder=$1 free
	while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
	free=$(df --output=avail -k "$folder" | tail -n 1 | tr -d ' ')
	((free >= $2 * 1024 * 1024)) || fail "the disk of $folder has $((free / 1024)) MB left and $2 GB are needed:" \
		"make room there, or choose another place with BENCH_PATH, then run this again."
}

# require_free_port <port> <what for> <how to choose another>
require_free_port() {
	if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
		fail "port $1, needed for $2, is taken by another program: stop it ('ss -ltnp' names it), or $3."
	fi
}

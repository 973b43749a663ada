#!/bin/sh
# Gets what the machine lacks, then builds. It says what it does, changes nothing that is there, and may be run again
# at any time, also twice at once.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
# shellcheck source=scripts/versions
. "$root/scripts/versions"
cache=${GODWIT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/godwit}
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

usage() {
    cat <<'USAGE'
usage: ./godwit setup [--tests | --demo | --decoy | --all]

Installs what building and running Godwit needs, unpacks the seekdb engine into the cache, and builds the program.
  --demo   what the demonstration needs: also Decoy, as with --decoy
  --decoy  also the stand-in for an Oracle server, and PostgreSQL with orafce below it
  --tests  also the database servers, the browser and the Python packages that the tests use
  --all    everything
USAGE
}

say() { echo "setup: $*"; }

# fail WHAT ADVICE
fail() {
    echo "setup: $1" >&2
    echo "       $2" >&2
    exit 1
}

# words TEXT: on one line with single blanks.
words() { printf '%s' "$1" | tr -s '[:space:]' ' '; }

packages=$PACKAGES_BUILD
products=godwit
tests=no
for argument; do
    case $argument in
    --demo | --decoy)
        packages="$packages $PACKAGES_DECOY"
        products="$products decoy"
        ;;
    --tests | --all)
        packages="$packages $PACKAGES_SERVERS $PACKAGES_TESTS"
        products="godwit decoy"
        tests=yes
        ;;
    --help | -h)
        usage
        exit 0
        ;;
    *)
        usage >&2
        exit 2
        ;;
    esac
done

check_machine() {
    if [ "$(uname -s)" != Linux ] || [ "$(uname -m)" != x86_64 ]; then
        fail "the seekdb engine exists for Linux on x86-64 only; this is $(uname -s) on $(uname -m)." \
            "Use a machine or container with Debian 12 on x86-64."
    fi
}

swift_advice="Install Swift $SWIFT_MAJOR.$SWIFT_MINOR or newer (swift.org) and put its usr/bin first into PATH."

find_swift() {
    for folder in /opt/swift/usr/bin /usr/share/swift/usr/bin "${HOME:-/nowhere}/.local/share/swiftly/bin"; do
        command -v swift >/dev/null 2>&1 && break
        [ ! -x "$folder/swift" ] || PATH=$PATH:$folder
    done
    command -v swift >/dev/null 2>&1 ||
        fail "Swift was not found." "$swift_advice"
}

# After the packages, without which the compiler may not start.
check_swift() {
    found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
    major=${found%%.*}
    minor=${found#*.}
    [ -n "$found" ] || fail "Swift does not start here." "Run 'swift --version' and mend what it reports."
    [ "$((major * 1000 + minor))" -ge "$((SWIFT_MAJOR * 1000 + SWIFT_MINOR))" ] ||
        fail "Swift $found is too old." "$swift_advice"
}

# missing PACKAGE...: those that dpkg does not have.
missing() {
    for package; do
        case $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null) in
        ?i*) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Without a terminal sudo cannot ask for a password.
may_install() {
    if [ "$(id -u)" -eq 0 ]; then return 0; fi
    if ! command -v sudo >/dev/null 2>&1; then return 1; fi
    [ -t 0 ] || sudo -n true 2>/dev/null
}

apt() {
    log=$cache/apt.log
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@" >"$log" 2>&1
}

# install WHY PACKAGE...
install_packages() {
    apt install --no-install-recommends "$@" && return
    tail -n 15 "$cache/apt.log" >&2
    fail "the Debian packages could not be installed: $*" \
        "Without a network connection, install them by other means; otherwise mend what is reported above."
}

# Debian creates and starts a cluster with the first PostgreSQL package; ours are private, so it is told not to, and the
# setting is put back.
install_postgresql() {
    settings=/etc/postgresql-common/createcluster.conf
    install_packages postgresql-common
    kept=$(mktemp)
    cp "$settings" "$kept"
    restore_settings() { as_root cp "$kept" "$settings" && rm -f "$kept"; }
    trap restore_settings EXIT
    printf '%s\n' 'create_main_cluster = false' | cat "$kept" - | as_root tee "$settings" >/dev/null
    install_packages "$1"
    trap - EXIT
    restore_settings
}

get_packages() {
    command -v dpkg-query >/dev/null 2>&1 ||
        fail "this is no Debian system, so packages cannot be installed." \
            "Use Debian 12, or install the equivalents of: $(words "$packages")"
    # shellcheck disable=SC2086
    lacking=$(missing $packages)
    [ -n "$lacking" ] || return 0
    may_install ||
        fail "these Debian packages are missing, and this account may not install them: $lacking" \
            "Run './godwit setup $*' as root or as a user with sudo, or have them installed."
    say "installing Debian packages: $lacking"
    apt update || say "the package lists could not be renewed; trying with those at hand"
    others=
    for package in $lacking; do
        case $package in
        postgresql-*) install_postgresql "$package" ;;
        *) others="$others $package" ;;
        esac
    done
    # shellcheck disable=SC2086
    [ -z "$others" ] || install_packages $others
}

# The first Python that has pip, version 3.9 or newer.
find_python() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null &&
            "$python" -m pip --version >/dev/null 2>&1 && return
    done
    fail "no Python 3.9 or newer with pip was found." "Install the packages python3 and python3-pip."
}

engine_is_whole() {
    printf '%s  %s\n' "$SEEKDB_EXECUTABLE_SHA256" "$1/seekdb" "$SEEKDB_LIBAIO_SHA256" "$1/libaio.so.1" |
        sha256sum --status -c - 2>/dev/null && [ -x "$1/seekdb" ]
}

get_engine() {
    engine=$cache/seekdb-$SEEKDB_VERSION
    if [ -n "${GODWIT_SEEKDB:-}" ] || engine_is_whole "$engine"; then return 0; fi
    say "getting the seekdb engine $SEEKDB_VERSION (52 MB) into $engine"
    find_python
    draft=$cache/.seekdb-draft-$$
    rm -rf "$draft"
    mkdir -p "$draft/engine"
    trap 'rm -rf "$draft"' EXIT
    "$python" -m pip download --quiet --no-deps --only-binary=:all: --python-version 3.11 \
        --platform manylinux_2_28_x86_64 --dest "$draft" "pylibseekdb==$SEEKDB_VERSION" >"$cache/pip.log" 2>&1 || {
        tail -n 15 "$cache/pip.log" >&2
        fail "the engine could not be downloaded." \
            "Connect this machine, or name a seekdb executable with GODWIT_SEEKDB."
    }
    wheel=$(echo "$draft"/*.whl)
    echo "$SEEKDB_WHEEL_SHA256  $wheel" | sha256sum --status -c - ||
        fail "the downloaded engine is not the one that is pinned in scripts/versions." \
            "Try again; if it stays, the package source does not deliver the original."
    "$python" - "$wheel" "$draft/engine" <<'PYTHON'
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in ("seekdb", "libaio.so.1"):
        with wheel.open("pylibseekdb/" + name) as packed, open(sys.argv[2] + "/" + name, "wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
PYTHON
    chmod 755 "$draft/engine/seekdb" "$draft/engine/libaio.so.1"
    engine_is_whole "$draft/engine" ||
        fail "the unpacked engine is damaged." "Check the space on the disk and try again."
    rm -rf "$engine"
    mv -T "$draft/engine" "$engine"
    trap - EXIT
    rm -rf "$draft"
}

get_python_packages() {
    folder=$cache/python
    [ "$(cat "$folder/complete" 2>/dev/null)" != "$PYTHON_PACKAGES" ] || return 0
    say "getting Python packages for the tests into $folder: $(words "$PYTHON_PACKAGES")"
    find_python
    rm -rf "$folder"
    # shellcheck disable=SC2086
    { "$python" -m venv "$folder" && "$folder/bin/python" -m pip install --quiet $PYTHON_PACKAGES; } \
        >"$cache/pip.log" 2>&1 || {
        tail -n 15 "$cache/pip.log" >&2
        fail "the Python packages could not be installed." "Connect this machine or mend what is reported above."
    }
    echo "$PYTHON_PACKAGES" >"$folder/complete"
}

build() {
    if [ -x "$root/.build/release/godwit" ]; then
        say "bringing the programs up to date"
    else
        say "building the programs (some minutes the first time)"
    fi
    log=$root/.build/setup.log
    mkdir -p "$root/.build"
    for product in $products; do
        if ! (cd "$root" && swift build -c release --static-swift-stdlib --product "$product") >"$log" 2>&1; then
            grep -E 'error:' "$log" | sort -u | head -n 20 >&2 || tail -n 30 "$log" >&2
            fail "the program $product could not be built." "The whole output is in $log."
        fi
    done
}

check_machine
find_swift
mkdir -p "$cache" || fail "the cache $cache cannot be made." "Name another folder with GODWIT_CACHE."
# One setup at a time per cache; the lock goes with the last holder of the descriptor.
exec 9>"$cache/.lock"
flock 9
get_packages "$@"
check_swift
get_engine
if [ "$tests" = yes ]; then
    get_python_packages
    "$cache/python/bin/python" "$root/scripts/judges.py" "$cache/judges"
fi
exec 9>&-
build
say "ready"

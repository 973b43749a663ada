#!/bin/sh
# Runs the tests and ends with one line: `N passed, N failed`. Arguments go to `swift test` (--filter, for one) and
# leave the browser tests out. Called by `./godwit test`, which has set the machine up.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
cache=${GODWIT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/godwit}
for folder in /opt/swift/usr/bin /usr/share/swift/usr/bin "${HOME:-/nowhere}/.local/share/swiftly/bin"; do
    command -v swift >/dev/null 2>&1 && break
    [ ! -x "$folder/swift" ] || PATH=$PATH:$folder
done
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT
passed=0
failed=0
# What the closing lines name: a reader of the end alone must learn what broke.
: >"$output/broken"
: >"$output/shaky"

# count PATTERN FILE: how many lines match.
count() { LC_ALL=C grep -cE "$1" "$2" || true; }

# shown NAME COMMAND...: runs it with a limit, shows and keeps its output, returns its status.
shown() {
    name=$1
    shift
    {
        status=0
        timeout -k 20 "${GODWIT_TEST_LIMIT:-900}" "$@" || status=$?
        echo "$status" >"$output/$name.status"
    } 2>&1 | tee "$output/$name.log"
    return "$(cat "$output/$name.status")"
}

build_swift_tests() {
    echo "test: building the tests"
    swift build --build-tests >"$output/build.log" 2>&1 && return
    grep -E 'error:' "$output/build.log" | sort -u | head -n 40 || tail -n 40 "$output/build.log"
    echo "test: the tests could not be built"
    echo "the build of the tests" >>"$output/broken"
    failed=$((failed + 1))
    return 1
}

# once_swift_tests NAME ARGUMENT...: one run of the test library, in a process of its own. Sets `good` and `bad`, and
# leaves the names of the tests that failed in NAME.failed.
once_swift_tests() {
    name=$1
    shift
    status=0
    rm -f "$output/$name"-*.xml
    # Tests that crash on purpose must not wait for a crash report.
    SWIFT_BACKTRACE=enable=no shown "$name" swift test --skip-build --xunit-output "$output/$name.xml" "$@" || status=$?
    log=$output/$name.log
    # Lines of the test library begin with a sign that depends on the terminal.
    LC_ALL=C grep -E '^[^ ]+ Test ' "$log" | LC_ALL=C grep -vE '^[^ ]+ Test run ' >"$output/results" || true
    good=$(count ' passed after [0-9.]+ seconds' "$output/results")
    bad=$(count ' failed after [0-9.]+ seconds' "$output/results")
    cat "$output/$name"-*.xml 2>/dev/null | awk -F'"' '/<testcase / { test = $2 "/" $4 } /<failure/ { print test }' |
        sort -u >"$output/$name.failed"
    # A run that crashed, hung or was refused has no closing line, or fails without a failed test.
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$(count '^[^ ]+ Test run with ' "$log")" -eq 0 ]; }; then
        echo "test: the run did not come to its end (status $status)"
        bad=1
        echo "the run of: swift test $* (status $status)" >"$output/$name.failed"
    fi
}

# run_swift_tests ARGUMENT...: what failed is run once more alone, because a test with a deadline may lose it to a busy
# machine; what needs the second try is named in the closing lines, and what is broken fails twice. With `second_try=no`
# it counts at once, as in a soak.
second_try=no
run_swift_tests() {
    once_swift_tests first "$@"
    passed=$((passed + good))
    [ "$bad" -gt 0 ] || return 0
    if [ "$second_try" = no ] || [ "$bad" -gt 5 ] || [ "$(wc -l <"$output/first.failed")" -ne "$bad" ] ||
        ! grep -q / "$output/first.failed"; then
        failed=$((failed + bad))
        cat "$output/first.failed" >>"$output/broken"
        return 0
    fi
    only=$(sed -e 's/[][().*+?^$|\\{}]/\\&/g' -e 's/^/^/' "$output/first.failed" | tr '\n' '|')
    echo "test: running $bad failed tests once more"
    once_swift_tests second --filter "${only%|}"
    passed=$((passed + good))
    failed=$((failed + bad))
    cat "$output/second.failed" >>"$output/broken"
    sort "$output/first.failed" | comm -23 - "$output/second.failed" >>"$output/shaky"
}

# Modules with deadlines and servers run one after the other: all tests of one run share a thread pool as wide as the
# machine, and a busy neighbour would be measured with them. The first run is whatever is not named here.
groups='OracleClientTests DecoyCompilerTests DecoyEngineTests DecoyServerTests PostgresClientTests|SocketsTests
    HTTPServerTests APITests CatalogTests ProcessesTests|LocalServersTests MySQLClientTests|MySQLConnectorsTests
    OracleConnectorTests TranslationTests EngineTests Scenarios'

run_groups() {
    all=
    for group in $groups; do all="$all${all:+|}$group"; done
    echo "test: running the tests"
    second_try=yes
    run_swift_tests --skip "^($all)\\."
    for group in $groups; do
        # Leases, chunks and rows get no second try: what breaks them once in a while is broken.
        case $group in
        CatalogTests | *MySQLConnectorsTests | OracleConnectorTests | EngineTests | Scenarios) second_try=no ;;
        *) second_try=yes ;;
        esac
        run_swift_tests --filter "^($group)\\."
    done
}

# run_python_tests NAME SCRIPT ARGUMENT...: a runner that ends with `N passed, N failed`.
run_python_tests() {
    name=$1
    script=$2
    shift 2
    echo "test: running the $name tests"
    status=0
    GODWIT_PROGRAM=${GODWIT_PROGRAM:-$root/.build/release/godwit} \
        GODWIT_DECOY=${GODWIT_DECOY:-$root/.build/release/decoy} PYTHONDONTWRITEBYTECODE=1 \
        shown "$name" "$cache/python/bin/python" "$script" "$@" || status=$?
    line=$(LC_ALL=C grep -E '^[0-9]+ passed, [0-9]+ failed' "$output/$name.log" | tail -n 1)
    good=$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')
    broken=$(echo "$line" | sed -n 's/.* passed, \([0-9]*\) failed.*/\1/p')
    if [ "${broken:-0}" -eq 0 ] && { [ "$status" -ne 0 ] || [ -z "$line" ]; }; then
        echo "test: the $name tests did not come to their end (status $status)"
        broken=1
        echo "the $name tests as a whole (status $status)" >>"$output/broken"
    fi
    sed -n "s/^failed: /$name: /p" "$output/$name.log" >>"$output/broken"
    sed -n "s/^second try: /$name: /p" "$output/$name.log" >>"$output/shaky"
    passed=$((passed + ${good:-0}))
    failed=$((failed + ${broken:-0}))
}

if build_swift_tests; then
    if [ $# -gt 0 ]; then
        run_swift_tests "$@"
        # The soak names how many rounds of kills and interruptions migrations get.
        if [ -n "${GODWIT_ARRIVAL_ROUNDS:-}" ]; then
            run_python_tests arrival Tests/Judges/run.py arrival kills. interruptions.
        fi
    else
        run_groups
        GODWIT_TEST_LIMIT=${GODWIT_TEST_LIMIT:-3000} run_python_tests browser Tests/Browser/run.py
        run_python_tests judges Tests/Judges/run.py protocol
        run_python_tests arrival Tests/Judges/run.py arrival
    fi
fi
if [ $((passed + failed)) -eq 0 ]; then echo "test: no test ran"; fi
sed 's/^/test: passed on the second try: /' "$output/shaky"
sed 's/^/test: FAILED: /' "$output/broken"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

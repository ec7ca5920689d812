#!/usr/bin/env bash
# Installs what the tests need when it may, restores, builds, checks the format and runs every test.
#   ./test.sh            everything
#   ./test.sh Widget     only test classes whose name contains "Widget"
#   ./test.sh widget     only the widget's own tests; wire: only those of the MongoDB test server; deploy: only the checks of deploy/
# The last line reads "N passed, N failed, N skipped"; the exit code is 0 only with 0 failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
filter="${1:-}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 CI="${CI:-}"
# Processes that live for seconds or minutes gain nothing from the runtime's measuring of its own code: without it the build takes
# three quarters of the processor time, the tests half. Code that is compiled without a second mapping of its memory is there sooner.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0

# Where all that a run writes beside the build is kept until it ends. In memory if there is plenty and a script there may run: the same
# tests take a fifth less processor time than on a disk. What must reach the disk is tested by the calls that ask for it.
scratch_folder() {
  local memory=/dev/shm folder
  if [ -w "$memory" ] && [ "$(df -k --output=avail "$memory" | tail -1)" -ge 6000000 ] &&
      [ "$(awk '/^MemAvailable/{print $2}' /proc/meminfo)" -ge 10000000 ]; then
    folder="$(mktemp -d "$memory/hub.XXXX")"
    printf '#!/bin/sh\nexit 0\n' >"$folder/try"; chmod +x "$folder/try"
    "$folder/try" 2>/dev/null && rm "$folder/try" && echo "$folder" && return
    rm -rf "$folder"
  fi
  mktemp -d
}
# The mail servers look into it as users of their own.
scratch="$(scratch_folder)"; chmod 755 "$scratch"; trap 'rm -rf "$scratch"' EXIT
export TMPDIR="$scratch"
log="$scratch/log"

stop() { echo "$1" >&2; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

install_packages() {
  local missing=()
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v chromium     >/dev/null || missing+=(chromium)
  command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
  command -v dovecot      >/dev/null || missing+=(dovecot-imapd dovecot-pop3d)
  [ -d /usr/share/doc/dovecot-pop3d ] || command -v dovecot >/dev/null || missing+=(dovecot-pop3d)
  [ -x /usr/sbin/postfix ]            || missing+=(postfix)
  command -v gpg          >/dev/null || missing+=(gnupg)
  command -v openssl      >/dev/null || missing+=(openssl)
  command -v strace       >/dev/null || missing+=(strace)
  command -v node         >/dev/null || missing+=(nodejs npm)
  command -v caddy        >/dev/null || missing+=(caddy)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed: ${missing[*]}. The tests that need them are skipped; install with: sudo apt-get install ${missing[*]}"
    return
  fi
  echo "Installing ${missing[*]}"
  # RUNLEVEL=1 keeps the packages from starting their services: the tests start their own.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
    { tail -20 "$log"; stop "The Debian packages could not be installed."; }
}

command -v dotnet >/dev/null || stop "The .NET SDK of global.json is needed: https://dotnet.microsoft.com/download"
install_packages

echo "Restoring"
dotnet restore Hub.sln --locked-mode -v q >"$log" 2>&1 || { cat "$log"; stop "Restore failed."; }
echo "Building"
# As it is published, and faster. One compiler for all projects, started once; it ends with the build.
UseSharedCompilation=true dotnet build Hub.sln -c Release --no-restore -v q -clp:NoSummary >"$log" 2>&1; built=$?
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
[ "$built" -eq 0 ] || { grep -E 'error|warning' "$log" | sort -u | head -50; stop "Build failed."; }
format_log="$scratch/format"; wire_log="$scratch/wire"; browser_log="$scratch/browsers"; nodes_log="$scratch/nodes"
dotnet format whitespace --folder . --include ./src/ ./tests/ ./bench/ --verify-no-changes >"$format_log" 2>&1 & format=$!

passed=0; failed=0; skipped=0; status=0
add() { passed=$((passed + $1)); failed=$((failed + $2)); skipped=$((skipped + $3)); }
wanted() { [ -z "$filter" ] || [ "$filter" = "$1" ]; }

# Its packages came with the build (Hub.MongoWire.targets). Beside the others, since each takes one processor.
if wanted wire; then
  (cd tests/Hub.MongoWire && npm test --silent) >"$wire_log" 2>&1 & wire=$!
fi

if wanted widget; then
  echo "Testing the widget"
  (cd src/Hub.Widget && npm test --silent) 2>&1 | tee "$log"
  [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
  plain="$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E '^ *Tests ' | tail -1)"
  count() { grep -oE "[0-9]+ $1" <<<"$plain" | grep -oE '[0-9]+' || echo 0; }
  [ -n "$plain" ] && add "$(count passed)" "$(count failed)" "$(count skipped)" || { status=1; add 0 1 0; }
fi

# What Node's own runner wrote: count_node LOG EXIT_CODE
count_node() {
  local written="$1"
  [ "$2" -eq 0 ] || { status=1; cat "$written"; }
  count() { sed 's/\x1b\[[0-9;]*m//g' "$written" | grep -oE "^ℹ $1 [0-9]+" | grep -oE '[0-9]+' | tail -1 || echo 0; }
  grep -qE '^ℹ pass [0-9]+' "$written" && add "$(count pass)" "$(($(count fail) + $(count cancelled)))" "$(($(count skipped) + $(count todo)))" || { status=1; add 0 1 0; }
}

if wanted deploy; then
  echo "Checking deploy/"
  (cd deploy/checks && npm ci --silent --no-audit --no-fund && npm test --silent) >"$log" 2>&1
  count_node "$log" $?
  # Says which tool a skipped check misses.
  grep -E '# .* is not installed' "$log"
fi

if wanted wire; then
  echo "Testing the MongoDB test server"
  wait "$wire"
  count_node "$wire_log" $?
fi

echo "Checking the format"
wait "$format" || { head -30 "$format_log"; stop "Format: run 'dotnet format whitespace Hub.sln'."; }

echo "Testing Hub"
others=""
for folder in tests/Hub.*.Tests; do others+="${others:+;}$folder/bin/Release/net10.0/$(basename "$folder").dll"; done
run_modules() {
  local modules="$1"; shift
  dotnet test --test-modules "$modules" --max-parallel-test-modules 1 --no-ansi --ignore-exit-code 8 "$@" ${filter:+--filter-class "*$filter*"} 2>&1
}
with_browsers=tests/Hub.EndToEnd/bin/Release/net10.0/Hub.EndToEnd.dll
# Those with browsers, and after them those of several nodes, take as long as all others together and wait more than they compute:
# beside the others from the first second. They start Hub some seventy times for seconds; compiling its methods a second time costs a
# fifth of their processor time and gains nothing. The others live for minutes and compile again only what is called a thousand times.
(
  export DOTNET_TC_CallCounting=0
  run_modules "$with_browsers" --filter-not-namespace Hub.EndToEnd.Nodes >"$browser_log"; shown=$?
  run_modules "$with_browsers" --filter-namespace Hub.EndToEnd.Nodes >"$nodes_log" && [ "$shown" -eq 0 ]
) & browsers=$!
DOTNET_TC_CallCountThreshold=0x400 run_modules "$others" | tee "$log"
[ "${PIPESTATUS[0]}" -eq 0 ] || status=1
wait "$browsers" || status=1
cat "$browser_log" "$nodes_log"
read -r f s k < <(cat "$log" "$browser_log" "$nodes_log" | awk '/^ +failed:/{f+=$2}/^ +succeeded:/{s+=$2}/^ +skipped:/{k+=$2}END{print f+0,s+0,k+0}')
add "$s" "$f" "$k"

# A run that broke without counting a failed test has failed all the same.
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]

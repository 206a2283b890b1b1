#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# lint_openapi.sh STANDIN: starts the program, fetches /openapi.json and has Redocly's linter check it (redocly.yaml).
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
scratch=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap cleanup EXIT

mkfifo "$scratch/output"
"$1" serve --port 0 >"$scratch/output" &
server=$!
exec 3<"$scratch/output"
read -r -u 3 line
curl -sSf "${line#listening on }/openapi.json" -o "$scratch/openapi.json"

export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
npm exec --yes --package=@redocly/cli@2.77.0 -- redocly lint --config "$here/redocly.yaml" "$scratch/openapi.json"

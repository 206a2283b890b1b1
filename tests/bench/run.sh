#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh N STANDIN: compares N devices of Standin with as many bare sockets (see compare.sh).
set -euo pipefail
n=$1 standin=$(readlink -f "$2") here=$(cd "$(dirname "$0")" && pwd)
profile=$(mktemp --suffix .json)
trap 'rm -f "$profile"' EXIT
export BENCH_PORT=${BENCH_PORT:-18899}
cat >"$profile" <<JSON
{ "format": "standin.profile/1", "name": "bench", "clientId": "bench\${index}", "count": $n,
  "connection": { "url": "mqtt://127.0.0.1:$BENCH_PORT" } }
JSON
ulimit -n "$(ulimit -Hn)"
"$here/compare.sh" "$n" -- "$standin" serve --port 0 --profile "$profile" --connect

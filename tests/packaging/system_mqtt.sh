#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Standin with -DSTANDIN_MQTT=system and a package Qt6Mqtt that has public headers only, and runs the tests
# that use a broker. usage: system_mqtt.sh BUILD_FOLDER
set -euo pipefail
root=$(readlink -f "$(dirname "$(readlink -f "$0")")/../..")
mkdir -p "$1"
folder=$(readlink -f "$1")
tests=(tst_standin tst_standingui tst_fleet tst_deviceapi tst_profilefile)
programs=(tests_e2e tests_fleet tests_rest tests_profile)
prefix=$folder/prefix

rm -rf "$prefix"
cmake -G Ninja -S "$root/tests/packaging/qt6mqtt" -B "$folder/package" -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache
cmake --build "$folder/package" --target install

cmake -G Ninja -S "$root" -B "$folder/standin" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-Og -g1" \
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_PREFIX_PATH="$prefix" -DSTANDIN_MQTT=system -DSTANDIN_GUI=ON
cmake --build "$folder/standin" --target standin standin-gui "${programs[@]}"
readelf -d "$folder/standin/src/app/standin" | grep "NEEDED.*libQt6Mqtt"
if nm -C "$folder/standin/src/app/standin" | grep ' T Standin::Mqtt::Session::'; then
    echo "our own client is linked in" >&2
    exit 1
fi
ctest --test-dir "$folder/standin" --output-on-failure --no-tests=error -R "^($(IFS='|' && echo "${tests[*]}"))\$"

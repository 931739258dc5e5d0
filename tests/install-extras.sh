#!/bin/sh
# Installs what `make test-all` needs beyond Python packages of the core: the extras, and Debian's browser and tools.
set -eu
python=$1
"$python" -m pip install --quiet --disable-pip-version-check -e '.[test,lint,arrow,s3,spark,site,browser]' 'moto[server]>=5,<6' 'pandas>=2.2' 'dagster>=1.9'
# The fuzzer is built for some Pythons and systems only; without it `make fuzz` and its short round in the tests are left out.
"$python" -m pip install --quiet --disable-pip-version-check --only-binary :all: 'atheris>=2.3,<4' || echo "no atheris for this Python"
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    missing=""
    for package in chromium chromium-driver libxml2-utils jing; do
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
    fi
fi

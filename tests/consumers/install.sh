#!/bin/sh
# Install what the tests marked `consumers` need into .cache/consumers:
#   npm     SARIF Multitool (MIT) and axe-core (MPL-2.0), as package-lock.json pins them
#   pip     the readers of requirements.txt, pinned with their hashes, in a virtual environment of their own
#   Debian  promtool, unpacked from the package prometheus; chromium-headless-shell, installed where there is no Chromium; postgresql-15,
#           installed where there is no server (the tests start one of their own; the package's own cluster is not used)
# Needs npm, python3 with venv, and on Debian or Ubuntu apt-get; run from anywhere. What is there already is kept.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
mkdir -p "$here/../../.cache/consumers"
target=$(CDPATH='' cd -- "$here/../../.cache/consumers" && pwd)

fail() { echo "install.sh: $1" >&2; exit 1; }

command -v npm >/dev/null || fail "npm is not there; install Node.js 20 or later"

# npm ci empties node_modules first, so the copy of the lock in it is there only after an installation that ended.
if ! cmp -s "$here/package-lock.json" "$target/node_modules/installed.json"; then
  cp "$here/package.json" "$here/package-lock.json" "$target/"
  npm ci --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error
  cp "$here/package-lock.json" "$target/node_modules/installed.json"
fi
# The package's own install script does only this.
chmod u+x "$target/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"

if ! cmp -s "$here/requirements.txt" "$target/python/requirements.txt"; then
  "${PYTHON:-python3}" -m venv --clear "$target/python"
  "$target/python/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes --requirement "$here/requirements.txt"
  cp "$here/requirements.txt" "$target/python/requirements.txt"
fi

lists() { [ -n "${updated:-}" ] || { apt-get update -qq && updated=yes; }; }

if ! command -v promtool >/dev/null && [ ! -x "$target/promtool" ]; then
  command -v apt-get >/dev/null || fail "promtool is not there; put it on the PATH (https://prometheus.io/download)"
  rm -rf "$target/debian" && mkdir -p "$target/debian"
  (cd "$target/debian" && { apt-get download -qq prometheus 2>/dev/null || { lists && apt-get download -qq prometheus; }; })
  dpkg-deb --fsys-tarfile "$target"/debian/prometheus_*.deb | tar -x -C "$target/debian" ./usr/bin/promtool
  mv "$target/debian/usr/bin/promtool" "$target/promtool"
  rm -rf "$target/debian"
fi

found=
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
  found=${found:-$(command -v $name || true)}
done
if [ -z "$found" ]; then
  { command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; } || fail "no Chromium is there; install the package chromium"
  package=chromium-headless-shell
  apt-get install -qq -y --no-install-recommends $package >/dev/null 2>&1 || { lists && apt-get install -qq -y --no-install-recommends $package >/dev/null; }
fi

if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  { command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; } || fail "no PostgreSQL server is there; install the package postgresql"
  package=postgresql-15
  apt-get install -qq -y --no-install-recommends $package >/dev/null 2>&1 || { lists && apt-get install -qq -y --no-install-recommends $package >/dev/null; }
fi

#!/bin/sh
# Install what the tests marked `consumers` need: the SARIF Multitool (MIT), as package-lock.json pins it, into .cache/consumers.
# Needs npm; run from anywhere.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target="$here/../../.cache/consumers"

command -v npm >/dev/null || { echo "install.sh: npm is not there; install Node.js 20 or later" >&2; exit 1; }

mkdir -p "$target"
cp "$here/package.json" "$here/package-lock.json" "$target/"
npm ci --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error
# The package's own install script does only this.
chmod u+x "$target/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"

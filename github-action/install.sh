#!/usr/bin/env bash
# Install Plimsoll from the Action's own checkout, so that one commit pins all of it: hash-locked dependencies, nothing built from
# the network, an environment of its own below RUNNER_TEMP. Writes the command's path as the output `plimsoll`.
set -euo pipefail

project=$(cd -- "$GITHUB_ACTION_PATH/.." && pwd)
environment="$RUNNER_TEMP/plimsoll"

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "::error::Plimsoll needs Python 3.11 or later; add actions/setup-python before it"
  exit 2
}

python3 -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
  --requirement "$GITHUB_ACTION_PATH/requirements.txt"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation "$project"

printf 'plimsoll=%s\n' "$environment/bin/plimsoll" >> "$GITHUB_OUTPUT"

#!/usr/bin/env bash
# Install Plimsoll from the Action's own checkout, so that one commit pins all of it: hash-locked dependencies, nothing built from
# the network, an environment of its own below RUNNER_TEMP, which a second step of the same job finds again.
# Reads PYTHON (the interpreter; python3 where empty) and COMMAND (audit also needs boto3). Writes the outputs `python` and `plimsoll`.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-python3}
lock=requirements.txt
if [ "${COMMAND:-scan}" = audit ]; then
  lock=requirements-aws.txt
fi

"$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "::error title=Plimsoll::Plimsoll needs Python 3.11 or later; set the input python-version, such as 3.13"
  exit 2
}

digest=$("$python" -I -c 'import hashlib, sys; print(hashlib.sha256(sys.argv[1].encode()).hexdigest()[:12])' "$here")
environment="$RUNNER_TEMP/plimsoll-${lock%.txt}-$digest"
if [ ! -e "$environment/complete" ]; then
  rm -rf -- "$environment"
  "$python" -I -m venv "$environment"
  pip=("$environment/bin/python" -I -m pip install --quiet --disable-pip-version-check --no-input)
  "${pip[@]}" --require-hashes --only-binary :all: --requirement "$here/$lock"
  "${pip[@]}" --no-index --no-deps --no-build-isolation "$(dirname -- "$here")"
  touch "$environment/complete"
fi

printf 'python=%s\n' "$environment/bin/python" >> "$GITHUB_OUTPUT"
printf 'plimsoll=%s\n' "$environment/bin/plimsoll" >> "$GITHUB_OUTPUT"

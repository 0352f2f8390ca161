#!/usr/bin/env bash
# The last step: say what became of the upload, then close or open the gate.
# Reads GATE (the code to end with; empty where the scan itself broke), UPLOAD (auto, true, false), UPLOADED (the step's outcome), FORK.
set -euo pipefail

gate=${GATE:-2}
case "$gate:${UPLOADED:-}:${UPLOAD:-auto}" in
  [014]:failure:true)
    echo "::error title=Plimsoll::code scanning did not take the SARIF file; the log of the upload says why. Grant security-events: write, or set upload-sarif: auto"
    if [ "$gate" = 0 ]; then
      gate=2
    fi
    ;;
  [014]:failure:*)
    echo "::warning title=Plimsoll::code scanning did not take the SARIF file: it is not enabled here, or the job lacks security-events: write. The summary and the gate do not need it; upload-sarif: false leaves it out"
    ;;
  *:skipped:auto)
    if [ "${FORK:-}" = true ]; then
      echo "::notice title=Plimsoll::a pull request from a fork: nothing is uploaded to code scanning; the summary has the results"
    fi
    ;;
  *) ;; # it was taken, or nothing was asked of it, or the scan broke, which has been said
esac
exit "$gate"

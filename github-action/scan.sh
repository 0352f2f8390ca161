#!/usr/bin/env bash
# Scan, print the table to the log and the step's summary, write the SARIF file, and hand the exit code to the last step.
# Inputs come in the environment and reach the command as single words; no word of them is read by the shell.
set -euo pipefail

arguments=(scan)

# each OPTION TEXT: add OPTION=LINE for every line of TEXT that is not blank. A value never becomes an option of its own.
each() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    if [ -n "$line" ]; then
      arguments+=("${1:+$1=}$line")
    fi
  done <<< "$2"
}

case "$SARIF_FILE" in
  "" | *$'\n'* | *$'\r'*)
    echo "::error::sarif-file must be one line"
    exit 2
    ;;
esac

each --policies "$POLICIES"
each --pack "$PACK"
each --parameters "$PARAMETERS"
each --closed "$CLOSED"
each --exclude "$EXCLUDE"
each --fail-on "$FAIL_ON"
if [ "$STRICT" = true ]; then
  arguments+=(--strict)
fi
arguments+=(--format=table "--format=sarif-github=$SARIF_FILE" --)
each "" "$TARGETS"

# What is scanned chooses names that reach the log. Until the token is repeated, the runner takes no line as a command.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
table=$(mktemp)
rm -f -- "$SARIF_FILE"
echo "::stop-commands::$token"
set +e
"$PLIMSOLL" "${arguments[@]}" > "$table"
code=$?
set -e
cat -- "$table"
echo
echo "::$token::"

# An indented block: nothing in it is Markdown. The runner drops a summary above 1 MiB.
{
  printf '### Plimsoll\n\n'
  head -c 900000 -- "$table" | sed 's/^/    /'
  printf '\n'
} >> "$GITHUB_STEP_SUMMARY"
rm -f -- "$table"

printf 'exit-code=%s\n' "$code" >> "$GITHUB_OUTPUT"
if [ -s "$SARIF_FILE" ]; then
  printf 'sarif-file=%s\n' "$SARIF_FILE" >> "$GITHUB_OUTPUT"
fi

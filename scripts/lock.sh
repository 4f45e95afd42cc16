#!/usr/bin/env bash
# Both lock files anew from pyproject.toml, with the versions that they have wherever those still fit. Needs uv.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

compile=(uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-strip-extras)
builder=$(mktemp)
trap 'rm -f "$builder"' EXIT
echo 'hatchling>=1.27' >"$builder"

# Older versions of pip look for `name` and for `name[extra]` apart, and take the newest of the one that is not pinned:
# what is locked with extras is locked without them, too.
with_plain_names() {
  awk '
    /^[^ ]/ { flush() }
    { block = block $0 "\n" }
    function flush(  plain) {
      printf "%s", block
      plain = block
      if (sub(/\[[^]]*\]/, "", plain)) printf "%s", plain
      block = ""
    }
    END { flush() }
  ' "$1" >"$1.new" && mv "$1.new" "$1"
}

"${compile[@]}" pyproject.toml "$builder" -o requirements.lock
"${compile[@]}" --extra dev -c requirements.lock pyproject.toml "$builder" -o requirements-dev.lock
with_plain_names requirements.lock
with_plain_names requirements-dev.lock

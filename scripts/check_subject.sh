#!/usr/bin/env bash
# Refuses a commit whose subject is longer than 72 characters: it is cut in most places where it is read.
set -euo pipefail
read -r subject <"$1" || true
if ((${#subject} > 72)); then
  echo "The subject has ${#subject} characters, 72 at most: put the why into the body." >&2
  exit 1
fi

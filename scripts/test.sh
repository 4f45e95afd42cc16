#!/usr/bin/env bash
# Runs tests in parallel, then those that failed once more, alone: only what fails alone too is a failure, so that no
# verdict hangs on what else the machine does. What passes alone is named: its wait or its order is to be mended.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

most_again=5 # more than these are no accident
failed_list=.pytest_cache/v/cache/lastfailed

.venv/bin/pytest --cache-clear -n "${WORKERS:-3}" --dist loadgroup --durations 30 --durations-min 10 "$@"
outcome=$?
[[ $outcome -eq 1 && -f $failed_list ]] || exit "$outcome"

mapfile -t failed < <(.venv/bin/python - "$failed_list" <<'PY'
import json, re, sys

with open(sys.argv[1]) as file:
    print(*(re.sub(r"@\w+$", "", test) for test in json.load(file)), sep="\n")  # the group is xdist's word
PY
)
((${#failed[@]} <= most_again)) || exit "$outcome"

echo "Once more, alone: ${#failed[@]} of the tests"
.venv/bin/pytest "${failed[@]}"
outcome=$?
((outcome == 0)) && printf 'UNSTEADY, failed beside other tests and passed alone: %s\n' "${failed[@]}"
exit "$outcome"

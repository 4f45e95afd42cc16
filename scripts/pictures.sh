#!/usr/bin/env bash
# Renews the pictures in docs/img from the browser's tests, which show synthetic cases only. Look at each before you commit it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

taken=$(mktemp -d)
trap 'rm -rf "$taken"' EXIT
ABHAY_SCREENSHOTS="$taken" .venv/bin/pytest -q -n 0 tests/browser/test_board.py tests/browser/test_case_screen.py \
  tests/browser/test_case_page.py tests/browser/test_prefect_ui.py

copy() { cp "$taken/$1.png" "docs/img/$2.png"; }
copy board-en-1366 board
copy case-en-1366 case-desk
copy case-unit-360 case-unit
copy prefect-runs prefect-runs
copy prefect-run prefect-run
copy prefect-timeline prefect-timeline
copy prefect-open-cases prefect-open-cases
du -b docs/img/*.png

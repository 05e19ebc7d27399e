#!/usr/bin/env bash
# What a change must pass, cheapest first; the first failure ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

step() {
  echo "== $1" >&2
  shift
  "$@"
}
step "format" ruff format --check .
step "lint" ruff check .
step "types" mypy .
step "import contracts" lint-imports
step "tests" pytest -q -n "${WORKERS:-3}" --dist loadfile "$@"

#!/usr/bin/env bash
# Pins what pyproject.toml and bootstrap.in ask for, with hashes, for Python 3.12 and 3.13 on every platform.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
    --no-emit-index-url --no-header "$@"
}
compile requirements/bootstrap.in -o requirements/bootstrap.txt
compile pyproject.toml -o requirements/run.txt
compile pyproject.toml --group dev --constraint requirements/run.txt -o requirements/dev.txt

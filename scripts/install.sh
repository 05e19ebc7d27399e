#!/usr/bin/env bash
# Makes .venv hold exactly what requirements/dev.txt pins, and the project itself. Does nothing when it already does.
set -euo pipefail
cd "$(dirname "$0")/.."

exec 9>.venv.lock
if command -v flock >/dev/null; then flock 9; fi # two `make` at once: the second waits

python="$(scripts/find_python.sh .venv)"
inputs=(scripts/install.sh requirements/bootstrap.txt requirements/dev.txt pyproject.toml)
want="$("$python" -I - "${inputs[@]}" <<'PYTHON'
import hashlib, pathlib, sys
digest = hashlib.sha256(f"{sys.base_prefix} {sys.version}".encode())
for name in sys.argv[1:]:
    digest.update(pathlib.Path(name).read_bytes())
print(digest.hexdigest())
PYTHON
)"
stamp=.venv/.installed
if [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && .venv/bin/python -c '' 2>/dev/null; then
  exit 0
fi

echo "Installing into .venv with $("$python" -V) ($python)" >&2
rm -f "$stamp" # from here on an interruption means: install again
if ! same="$(.venv/bin/python -I -c 'import sys; print(sys.base_prefix, sys.version)' 2>/dev/null)" ||
  [ "$same" != "$("$python" -I -c 'import sys; print(sys.base_prefix, sys.version)')" ]; then
  rm -rf .venv
  "$python" -m venv .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt

# uv does not read pip's settings: whoever configured an index or a certificate for pip means both.
setting() { .venv/bin/python -m pip config get "global.$1" 2>/dev/null || true; }
index="${PIP_INDEX_URL:-$(setting index-url)}"
certificate="${PIP_CERT:-$(setting cert)}"
if [ -n "$index" ]; then export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"; fi
if [ -n "$certificate" ]; then export SSL_CERT_FILE="${SSL_CERT_FILE:-$certificate}"; fi
export VIRTUAL_ENV="$PWD/.venv"
# With bytecode: some environments forbid Python to write it, sandboxes cannot, and dozens of processes
# that each compile Dagster and omnibase-core anew take twice as long to start.
.venv/bin/uv pip sync --quiet --compile-bytecode --require-hashes requirements/dev.txt
.venv/bin/uv pip install --quiet --offline --no-deps --no-build-isolation --editable .
echo "$want" >"$stamp.new"
mv "$stamp.new" "$stamp"

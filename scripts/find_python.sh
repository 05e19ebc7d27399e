#!/usr/bin/env bash
# Prints the first interpreter that works: CPython 3.12 or 3.13 with venv and pip on board.
# A name on the PATH says little (version managers leave stubs there), so each candidate is run.
set -euo pipefail

works() {
  [ -x "$1" ] && "$1" -I -c '
import ensurepip, ssl, sys, venv
ok = sys.implementation.name == "cpython" and (3, 12) <= sys.version_info[:2] <= (3, 13)
sys.exit(not ok)' </dev/null >/dev/null 2>&1
}

candidates() {
  local venv="${1:-}" version name folder
  # An installation that exists stays with its interpreter as long as that one works.
  if [ -n "$venv" ] && [ -f "$venv/pyvenv.cfg" ]; then
    sed -n 's/^executable *= *//p' "$venv/pyvenv.cfg"
  fi
  for name in python3.13 python3.12 python3; do
    type -ap "$name" || true
  done
  for version in 3.13 3.12; do
    for folder in \
      "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version"* \
      "${UV_PYTHON_INSTALL_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/uv/python}"/cpython-"$version"*; do
      echo "$folder/bin/python$version"
    done
  done
}

if [ -n "${PYTHON:-}" ]; then
  if chosen="$(command -v "$PYTHON")" && works "$chosen"; then
    echo "$chosen"
    exit 0
  fi
  echo "PYTHON=$PYTHON is not a working CPython 3.12 or 3.13 with the modules venv and ensurepip." >&2
  exit 4
fi
while IFS= read -r candidate; do
  if works "$candidate"; then
    echo "$candidate"
    exit 0
  fi
done < <(candidates "$@")
echo "No working Python found: install CPython 3.12 or 3.13 with venv (for example 'apt install python3-venv', 'pyenv install 3.13' or 'uv python install 3.13'), or set PYTHON to one." >&2
exit 4

#!/usr/bin/env bash
# The main job, once: a PRD goes in over Kafka, a proven and registered node comes out.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/omninode demo

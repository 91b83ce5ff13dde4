#!/usr/bin/env bash
# is-well.sh: whether the worker answers, and has read its certificate and secrets as they are mounted now: Kubernetes starts it anew when they
# change. Environment: SEEN, as start-connect.sh has it; REST_PORT
set -euo pipefail

[[ ! -s $SEEN ]] || sha256sum --check --status "$SEEN"
curl --silent --fail --max-time 8 --output /dev/null "http://localhost:$REST_PORT/"

#!/usr/bin/env bash
# is-healthy.sh: fails if the worker does not answer, or if its certificate or secrets have changed since it started. Kubernetes then restarts
# it. Environment: SEEN, as for start-connect.sh; REST_PORT
set -euo pipefail

[[ ! -s $SEEN ]] || sha256sum --check --status "$SEEN"
curl --silent --fail --max-time 8 --output /dev/null "http://localhost:$REST_PORT/"

#!/usr/bin/env bash
# Whether the certificates are still those that kafka_exporter has read; CERTIFICATES as for lag-exporter.sh.
set -euo pipefail

read -ra files <<<"$CERTIFICATES"
[ "$(cat -- "${files[@]}")" = "$(</tmp/certificates)" ]

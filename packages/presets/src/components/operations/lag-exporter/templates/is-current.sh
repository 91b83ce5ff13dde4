#!/usr/bin/env bash
# Whether the certificates are still those that kafka_exporter has read; READ_AT_START as for lag-exporter.sh.
set -euo pipefail
# include read-at-start.sh
files_are_as_read

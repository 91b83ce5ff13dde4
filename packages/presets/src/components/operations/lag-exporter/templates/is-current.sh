#!/usr/bin/env bash
# Fails if the certificates have changed since kafka_exporter read them. READ_AT_START as for lag-exporter.sh.
set -euo pipefail
# include read-at-start.sh
files_are_as_read

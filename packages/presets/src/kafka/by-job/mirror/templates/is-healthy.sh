#!/usr/bin/env bash
# Fails if certificates or passwords have changed since MirrorMaker started, or if one of its tasks has failed: only a restart reads new
# files and restarts failed tasks. READ_AT_START and METRICS_PORT as for start-mirror.sh.
set -euo pipefail
# include read-at-start.sh
files_are_as_read || { echo "certificates or passwords have changed" && exit 1; }

exec 3<>"/dev/tcp/127.0.0.1/$METRICS_PORT"
printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3
metrics=$(cat <&3)
[[ $metrics == "HTTP/1."?" 200 "* ]] || { echo "no metrics" && exit 1; }
! grep -E '^kafka_connect_connect_worker_metrics_connector_failed_task_count\{.*\} [1-9]' <<<"$metrics"

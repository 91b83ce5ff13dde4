#!/usr/bin/env bash
# start-mirror.sh: starts MirrorMaker 2 with the JMX exporter's agent beside it. Environment:
#   FILES         folder with mirror.properties and the exporter's configuration
#   TARGET        alias of the cluster that it writes to
#   JMX_EXPORTER  pattern of the agent's path
#   METRICS_PORT  port that it serves metrics on
#   METRICS_FILE  its configuration, in FILES
#   READ_AT_START certificates and passwords
set -euo pipefail
# include read-at-start.sh
remember_files

# shellcheck disable=SC2206 # a pattern, which names one file of the image
agent=($JMX_EXPORTER)
[[ ${#agent[@]} == 1 && -r ${agent[0]} ]] || { printf 'start-mirror: the image has no %s\n' "$JMX_EXPORTER" >&2 && exit 2; }
export KAFKA_OPTS="-javaagent:${agent[0]}=$METRICS_PORT:$FILES/$METRICS_FILE ${KAFKA_OPTS-}"
exec "${KAFKA_HOME:-/opt/kafka}/bin/connect-mirror-maker.sh" "$FILES/mirror.properties" --clusters "$TARGET"

#!/usr/bin/env bash
# start-mirror.sh: starts MirrorMaker 2 with the JMX exporter's agent. Environment:
#   FILES         folder with mirror.properties and the exporter's configuration
#   TARGET        alias of the target cluster
#   JMX_EXPORTER  pattern of the agent's path
#   METRICS_PORT  port of the agent's metrics
#   METRICS_FILE  the agent's configuration, in FILES
#   READ_AT_START certificates and passwords
set -euo pipefail
# include read-at-start.sh
remember_files

# shellcheck disable=SC2206 # a pattern that matches one file of the image
agent=($JMX_EXPORTER)
[[ ${#agent[@]} == 1 && -r ${agent[0]} ]] || { printf 'start-mirror: the image has no %s\n' "$JMX_EXPORTER" >&2 && exit 2; }
export KAFKA_OPTS="-javaagent:${agent[0]}=$METRICS_PORT:$FILES/$METRICS_FILE ${KAFKA_OPTS-}"
exec "${KAFKA_HOME:-/opt/kafka}/bin/connect-mirror-maker.sh" "$FILES/mirror.properties" --clusters "$TARGET"

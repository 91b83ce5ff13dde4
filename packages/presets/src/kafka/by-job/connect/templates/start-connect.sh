#!/usr/bin/env bash
# start-connect.sh: starts a worker of Kafka Connect with the JMX exporter's agent. Environment:
#   FILES         folder with connect.properties and the exporter's configuration
#   JMX_EXPORTER  pattern of the agent's path
#   METRICS_PORT  port of the agent's metrics
#   METRICS_FILE  the agent's configuration, in FILES
#   SECRETS       folders of the mounted Secrets
#   SEEN          file with their checksums: the worker reads the Secrets only when it starts
set -euo pipefail

# shellcheck disable=SC2206 # a pattern that matches one file of the image
agent=($JMX_EXPORTER)
[[ ${#agent[@]} == 1 && -r ${agent[0]} ]] || { printf 'start-connect: the image has no %s\n' "$JMX_EXPORTER" >&2 && exit 2; }
read -ra folders <<<"$SECRETS"
for folder in "${folders[@]}"; do sha256sum "$folder"/*; done >"$SEEN"
export KAFKA_OPTS="-javaagent:${agent[0]}=$METRICS_PORT:$FILES/$METRICS_FILE ${KAFKA_OPTS-}"
exec "${KAFKA_HOME:-/opt/kafka}/bin/connect-distributed.sh" "$FILES/connect.properties"

#!/usr/bin/env bash
# start-schema-registry.sh: starts Schema Registry with the JMX exporter's agent. Environment:
#   FILES         folder with schema-registry.properties and the exporter's configuration
#   JMX_EXPORTER  pattern of the agent's path
#   METRICS_PORT  port of the agent's metrics
#   METRICS_FILE  the agent's configuration, in FILES
#   READ_AT_START credentials and the CA of the brokers
set -euo pipefail
# include read-at-start.sh
remember_files

# shellcheck disable=SC2206 # a pattern that matches one file of the image
agent=($JMX_EXPORTER)
if [[ ${#agent[@]} != 1 || ! -r ${agent[0]} ]]; then
  printf 'start-schema-registry: the image has no %s\n' "$JMX_EXPORTER" >&2
  exit 2
fi
export SCHEMA_REGISTRY_OPTS="-javaagent:${agent[0]}=$METRICS_PORT:$FILES/$METRICS_FILE ${SCHEMA_REGISTRY_OPTS-}"
exec schema-registry-start "$FILES/schema-registry.properties"

#!/usr/bin/env bash
# Starts a server of the ZooKeeper ensemble. Its id is the pod's ordinal and one, since ZooKeeper's begin with 1.
#
# POD_NAME    name of the pod, which ends in the ordinal
# CONFIG_DIR  zoo.cfg, exporter.json and the other scripts
# DATA_DIR    folder of the snapshots
# PEERS       HOST:PORT of all servers
set -euo pipefail
# shellcheck source=/dev/null
source "$CONFIG_DIR/node.sh"

make_stores
printf '%d\n' "$((${POD_NAME##*-} + 1))" >"$DATA_DIR/myid"

others_are_well() {
  # shellcheck disable=SC2086 # a list of words
  all_listen $PEERS
}

# Another server's address may not be known yet, or still be that of a pod that is gone: its port is tried for ever.
options="$(metrics_agent) -Dzookeeper.electionPortBindRetry=0"
serve others_are_well "$options" "$KAFKA_HOME/bin/zookeeper-server-start.sh" "$CONFIG_DIR/zoo.cfg"

#!/usr/bin/env bash
# Starts a broker or a KRaft controller. The pod's ordinal is its id.
#
# POD_NAME      name of the pod, which ends in the ordinal
# CONFIG_DIR    server.properties, client.properties, exporter.json and the other scripts
# DATA_DIR      folder of the data volume
# CLUSTER_ID    id of the cluster; empty where ZooKeeper has made one
# OWN_ADDRESS   where a broker finds itself, HOST:PORT with @POD@ for its name; empty for a controller
# LOOPBACK      address of the pod inside of itself
# PEERS         HOST:PORT of all controllers; empty for a broker
set -euo pipefail
# shellcheck source=/dev/null
source "$CONFIG_DIR/node.sh"

id=${POD_NAME##*-}
zone=
if [[ -f $RUN_DIR/zone ]]; then zone=$(<"$RUN_DIR/zone"); fi
rm -f "$RUN_DIR/in-sync"
make_stores
sed -e "s/@ID@/$id/g" -e "s/@POD@/$POD_NAME/g" -e "s/@ZONE@/$zone/g" "$CONFIG_DIR/server.properties" >"$RUN_DIR/server.properties"

if [[ -n $CLUSTER_ID && ! -f $DATA_DIR/kafka-log/meta.properties ]]; then
  say "formatting an empty volume"
  "$KAFKA_HOME/bin/kafka-storage.sh" format --ignore-formatted --cluster-id "$CLUSTER_ID" --config "$RUN_DIR/server.properties"
fi

# Partitions that have fewer copies in sync than they should, one a line. What the tool complains of goes to the pod's log. It is ended in any case:
# a client of Kafka whose thread ran out of memory waits for ever.
under_replicated() {
  KAFKA_HEAP_OPTS='-Xms32m -Xmx256m' \
    KAFKA_JVM_PERFORMANCE_OPTS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError' \
    timeout --foreground --kill-after=5 120 "$KAFKA_HOME/bin/kafka-topics.sh" \
    --bootstrap-server "${OWN_ADDRESS//@POD@/$POD_NAME}" --command-config "$CONFIG_DIR/client.properties" \
    --describe --under-replicated-partitions || {
    say "could not find out which copies are in sync: kafka-topics.sh ended with $?" >&2
    return 1
  }
}

# Whether this broker is in sync wherever it has a copy.
in_sync() {
  local partitions line replicas synced
  partitions=$(under_replicated) || return 1
  while IFS= read -r line; do
    replicas=${line#*Replicas: }
    replicas=${replicas%%[[:space:]]*}
    synced=${line#*Isr: }
    synced=${synced%%[[:space:]]*}
    [[ ,$replicas, == *,"$id",* && ,$synced, != *,"$id",* ]] && return 1
  done <<<"$partitions"
  return 0
}

# The probe for readiness looks for this mark. A roll-out goes on to the next broker, and a drain of nodes may take one, only when it is
# there; once there, it stays, so that trouble elsewhere takes no broker away from clients.
mark_in_sync() {
  # Nothing is asked while it recovers its log.
  until all_listen "$LOOPBACK:${OWN_ADDRESS##*:}" && in_sync; do sleep 5; done
  touch "$RUN_DIR/in-sync"
  say "in sync"
}

others_are_well() {
  if [[ -n $PEERS ]]; then
    # shellcheck disable=SC2086 # a list of words
    all_listen $PEERS
  else
    local partitions
    partitions=$(under_replicated) && [[ -z $partitions ]]
  fi
}

if [[ -n $OWN_ADDRESS ]]; then mark_in_sync & fi
options=$(metrics_agent)
serve others_are_well "$options" "$KAFKA_HOME/bin/kafka-server-start.sh" "$RUN_DIR/server.properties"

#!/usr/bin/env bash
# verify-cluster.sh: checks a Kafka cluster without changing it, and prints PASS or FAIL for each:
#   brokers         the described number answers, none is fenced
#   quorum          KRaft controllers have a leader, and every voter and broker keeps up; with ZooKeeper, the brokers it has registered
#   partitions      all have a leader, all replicas are in sync, and none is below min.insync.replicas
#   topics, users   match topics.tsv and users.tsv, if these files exist
# Environment: KAFKA_BOOTSTRAP_SERVERS, KAFKA_CLIENT_CONFIG (an administrator's client properties), BROKERS, MAX_LAG (records of
# metadata that a voter may be behind, 100), ZOOKEEPER (host:port, to ask ZooKeeper too) and ZOOKEEPER_TLS_CONFIG; see settings.sh.
# Exit codes: 0 all checks pass; 1 a check fails; 2 wrong usage.
set -euo pipefail
[[ $# -eq 0 ]] || { echo "usage: verify-cluster.sh" >&2 && exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/settings.sh"
: "${MAX_LAG:=100}" "${ZOOKEEPER:=}" "${ZOOKEEPER_TLS_CONFIG:=}"
[[ -n $KAFKA_BOOTSTRAP_SERVERS ]] || { echo "verify-cluster: KAFKA_BOOTSTRAP_SERVERS is not set" >&2 && exit 2; }
[[ -x $KAFKA_BIN/kafka-topics.sh ]] || { echo "verify-cluster: no kafka-topics.sh in $KAFKA_BIN: set KAFKA_BIN" >&2 && exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/verify-cluster.XXXXXX")
trap 'rm -rf "$work"' EXIT
export LOG_DIR="${LOG_DIR:-$work}"
export KAFKA_JVM_PERFORMANCE_OPTS="${KAFKA_JVM_PERFORMANCE_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"
printf 'default.api.timeout.ms=30000\nrequest.timeout.ms=20000\n' >"$work/client.properties"
[[ -z $KAFKA_CLIENT_CONFIG ]] || (umask 077 && cat "$KAFKA_CLIENT_CONFIG" >>"$work/client.properties")

status=0
pass() { printf 'PASS %s\n' "$1"; }
fail() { printf 'FAIL %s\n' "$1" && status=1; }
complaint() { grep -hE 'Exception|Error' "$work/out" "$work/err" | tail -n 1 | cut -c -300 || true; }
ask() { # NAME ARGUMENT...: the answer is in $work/out
  "$KAFKA_BIN/$1.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$work/client.properties" "${@:2}" \
    >"$work/out" 2>"$work/err" </dev/null
}

brokers() {
  local count fenced
  if ! ask kafka-broker-api-versions; then fail "brokers: $(complaint)" && return 0; fi
  count=$(grep -cE '\(id: [0-9]+ rack: ' "$work/out" || true)
  fenced=$(grep -cE 'isFenced: true' "$work/out" || true)
  if ((count == BROKERS && fenced == 0)); then pass "brokers: $count of $BROKERS"
  else fail "brokers: $count of $BROKERS answer, $fenced fenced"; fi
}

quorum() {
  local leader voters late
  if [[ -n $ZOOKEEPER ]]; then zookeeper && return 0; fi
  if ! ask kafka-metadata-quorum describe --status; then
    if grep -q UnsupportedVersionException "$work/out" "$work/err"; then
      pass "quorum: metadata is in ZooKeeper, which is asked where ZOOKEEPER names it"
    else fail "quorum: $(complaint)"; fi
    return 0
  fi
  leader=$(sed -nE 's/^LeaderId:[[:space:]]+(-?[0-9]+).*/\1/p' "$work/out")
  if ! ask kafka-metadata-quorum describe --replication; then fail "quorum: $(complaint)" && return 0; fi
  voters=$(grep -cE '(Leader|Follower)[[:space:]]*$' "$work/out" || true)
  late=$(awk -v most="$MAX_LAG" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "Lag") column = i; next }
    column && $column > most { printf "%s%s (%s behind)", separator, $1, $column; separator = ", " }' "$work/out")
  if [[ ${leader:--1} -lt 0 ]]; then fail "quorum: no leader"
  elif [[ -n $late ]]; then fail "quorum: leader $leader; late are $late"
  else pass "quorum: leader $leader of $voters voters, all keep up"; fi
}

zookeeper() {
  local ids
  if ! "$KAFKA_BIN/zookeeper-shell.sh" "$ZOOKEEPER" ${ZOOKEEPER_TLS_CONFIG:+-zk-tls-config-file "$ZOOKEEPER_TLS_CONFIG"} ls /brokers/ids \
    >"$work/out" 2>"$work/err" </dev/null; then fail "quorum: ZooKeeper: $(complaint)" && return 0; fi
  ids=$(grep -E '^\[.*\]$' "$work/out" | tail -n 1 | tr -cd '0-9 ')
  if [[ $(wc -w <<<"$ids") -eq $BROKERS ]]; then pass "quorum: ZooKeeper knows the brokers $ids"
  else fail "quorum: ZooKeeper knows the brokers ${ids:-(none)}, not $BROKERS"; fi
}

partitions() {
  local total leaderless late few
  if ! ask kafka-topics --describe; then fail "partitions: $(complaint)" && return 0; fi
  grep -E '[[:space:]]Partition: [0-9]+' "$work/out" >"$work/partitions" || true
  total=$(wc -l <"$work/partitions")
  leaderless=$(grep -cE 'Leader: (none|-1)' "$work/partitions" || true)
  late=$(awk -F'Replicas: |Isr: ' '{ split($2, all, /[ \t]/); split($3, in_sync, /[ \t]/)
      if (split(all[1], a, ",") > split(in_sync[1], b, ",")) late++ } END { print late + 0 }' "$work/partitions")
  if ! ask kafka-topics --describe --under-min-isr-partitions; then fail "partitions: $(complaint)" && return 0; fi
  few=$(grep -cE '[[:space:]]Partition: [0-9]+' "$work/out" || true)
  if ((leaderless + late + few == 0)); then pass "partitions: all $total have a leader and every copy in sync"
  else fail "partitions: of $total, $leaderless have no leader, $late are under-replicated, $few refuse writes with acks=all"; fi
}

described() { # WHAT SCRIPT FILE: compares by a dry run
  local code=0
  [[ -f $here/$3 ]] || return 0
  "$here/$2" --dry-run >"$work/out" 2>"$work/err" || code=$?
  if ((code == 0)) && ! grep -qE '^would have ' "$work/out"; then pass "$1: as described ($(sed -nE 's/^unchanged //p' "$work/out"))"
  else
    fail "$1: not as described"
    grep -hE '^(would have|refused|failed|apply-)' "$work/out" "$work/err" | sed 's/^/     /' || true
  fi
}

brokers
quorum
partitions
described topics create-topics.sh topics.tsv
described users setup-acls.sh users.tsv
exit "$status"

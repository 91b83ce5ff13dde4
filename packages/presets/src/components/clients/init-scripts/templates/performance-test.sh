#!/usr/bin/env bash
# performance-test.sh: writes records at the expected rate to its own topic, reads them back, and prints PASS or FAIL for
#   rate     the cluster took TARGET_RATE records a second (within 1 %)
#   latency  all in-sync replicas acknowledged 99 of 100 records within TARGET_P99_MS
#   reading  a consumer reads faster than TARGET_RATE
# It deletes the topic and the consumer group of its name at the end. It puts load on the cluster: do not run it at busy hours. Environment: KAFKA_BOOTSTRAP_SERVERS,
# KAFKA_CLIENT_CONFIG (client properties with the rights to create and delete the topic, and to use and delete the group), TARGET_RATE, TARGET_P99_MS, RECORDS,
# RECORD_SIZE (bytes), PARTITIONS (12), REPLICATION_FACTOR, TEST_TOPIC (streamform-performance-test), PRODUCER_PROPS (acks=all linger.ms=5
# batch.size=131072 compression.type=lz4); see settings.sh. The producer is one process: if it is the bottleneck, run the script on several machines.
# Exit codes: 0 all targets are met; 1 a target is missed, or a tool failed; 2 wrong usage.
set -euo pipefail
usage() { printf 'performance-test: %s\n' "$1" >&2 && exit 2; }
[[ $# -eq 0 ]] || usage "takes no arguments, but environment variables"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/settings.sh"
: "${PARTITIONS:=12}" "${TEST_TOPIC:=streamform-performance-test}"
: "${PRODUCER_PROPS:=acks=all linger.ms=5 batch.size=131072 compression.type=lz4}"
[[ -n $KAFKA_BOOTSTRAP_SERVERS ]] || usage "KAFKA_BOOTSTRAP_SERVERS is not set"
[[ -x $KAFKA_BIN/kafka-topics.sh ]] || usage "no kafka-topics.sh in $KAFKA_BIN: set KAFKA_BIN"
for name in TARGET_RATE TARGET_P99_MS RECORDS RECORD_SIZE PARTITIONS REPLICATION_FACTOR; do
  [[ ${!name} =~ ^[1-9][0-9]{0,11}$ ]] || usage "$name is not a whole number: ${!name}"
done
[[ $TEST_TOPIC =~ ^[a-zA-Z0-9_-]{1,200}$ ]] || usage "TEST_TOPIC has letters, digits, underscores and hyphens: $TEST_TOPIC"
work=$(mktemp -d "${TMPDIR:-/tmp}/performance-test.XXXXXX")
export LOG_DIR="${LOG_DIR:-$work}"
config=$work/client.properties
(umask 077 && printf '# of the test\n' >"$config" && { [[ -z $KAFKA_CLIENT_CONFIG ]] || cat "$KAFKA_CLIENT_CONFIG" >>"$config"; })
topics() { "$KAFKA_BIN/kafka-topics.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$config" "$@"; }
# The tool exits with 0 even if it could not delete the group; only its output tells.
# shellcheck disable=SC2317 # called when the script ends, by cleanup
delete_group() {
  "$KAFKA_BIN/kafka-consumer-groups.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$config" \
    --delete --group "$TEST_TOPIC" | grep 'was successful' >/dev/null
}
# shellcheck disable=SC2317 # called when the script ends
cleanup() {
  [[ ! -v joined ]] || delete_group || printf 'performance-test: could not delete the consumer group %s\n' "$TEST_TOPIC" >&2
  [[ ! -v made ]] || topics --delete --topic "$TEST_TOPIC" >/dev/null || printf 'performance-test: could not delete %s\n' "$TEST_TOPIC" >&2
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 143' INT TERM

status=0
verdict() { # WHAT WHETHER
  if [[ $2 == yes ]]; then printf 'PASS %s\n' "$1"; else printf 'FAIL %s\n' "$1" && status=1; fi
}
at_least() { awk -v value="$1" -v least="$2" 'BEGIN { print (value + 0 >= least + 0 ? "yes" : "no") }'; }

topics --create --topic "$TEST_TOPIC" --partitions "$PARTITIONS" --replication-factor "$REPLICATION_FACTOR" --config retention.ms=3600000 >/dev/null
made=yes
printf '%s records of %s bytes at %s a second, to %s partitions with %s replicas\n' \
  "$RECORDS" "$RECORD_SIZE" "$TARGET_RATE" "$PARTITIONS" "$REPLICATION_FACTOR"

read -r -a properties <<<"$PRODUCER_PROPS"
"$KAFKA_BIN/kafka-producer-perf-test.sh" --topic "$TEST_TOPIC" --num-records "$RECORDS" --record-size "$RECORD_SIZE" \
  --throughput "$TARGET_RATE" --producer.config "$config" \
  --producer-props "bootstrap.servers=$KAFKA_BOOTSTRAP_SERVERS" "${properties[@]}" | tee "$work/produced"
total=$(grep -E 'records sent, .* 99th' "$work/produced" | tail -n 1)
rate=$(sed -nE 's/^.* ([0-9.]+) records\/sec.*$/\1/p' <<<"$total")
latency=$(sed -nE 's/^.* ([0-9]+) ms 99th.*$/\1/p' <<<"$total")
[[ -n $rate && -n $latency ]] || { echo "performance-test: the producer gave no result" >&2 && exit 1; }

joined=yes
"$KAFKA_BIN/kafka-consumer-perf-test.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --topic "$TEST_TOPIC" --messages "$RECORDS" \
  --timeout 60000 --group "$TEST_TOPIC" --consumer.config "$config" | tee "$work/consumed"
reading=$(awk -F', *' '/nMsg\.sec/ { for (i = 1; i <= NF; i++) if ($i == "fetch.nMsg.sec") column = i; next }
  column && $column ~ /^[0-9.]+$/ { print $column }' "$work/consumed" | tail -n 1)
read_records=$(awk -F', *' '/nMsg\.sec/ { for (i = 1; i <= NF; i++) if ($i == "data.consumed.in.nMsg") column = i; next }
  column && $column ~ /^[0-9]+$/ { print $column }' "$work/consumed" | tail -n 1)

verdict "rate: $rate records a second of $TARGET_RATE" "$(at_least "$rate" "$((TARGET_RATE * 99 / 100))")"
verdict "latency: 99 of 100 records within $latency ms of $TARGET_P99_MS" "$(at_least "$TARGET_P99_MS" "$latency")"
verdict "reading: ${read_records:-0} records, ${reading:-0} a second of $TARGET_RATE" \
  "$(if [[ ${read_records:-0} -ge $RECORDS ]]; then at_least "${reading:-0}" "$TARGET_RATE"; else echo no; fi)"
exit "$status"

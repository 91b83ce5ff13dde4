#!/usr/bin/env bash
# Starts kafka_exporter, with this script's arguments, once the brokers' listener opens: without brokers it would end at once. What it has
# read of certificates is kept, so that the probe can tell when there are new ones, which kafka_exporter reads only at its start.
#
# KAFKA_BOOTSTRAP_SERVERS  host:port of the listener
# KAFKA_EXPORTER           path of kafka_exporter
# CERTIFICATES             files that it reads, separated by blanks
set -euo pipefail
trap 'exit 143' TERM

read -ra files <<<"$CERTIFICATES"
cat -- "${files[@]}" >/tmp/certificates

host=${KAFKA_BOOTSTRAP_SERVERS%:*}
port=${KAFKA_BOOTSTRAP_SERVERS##*:}
until (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; do
  echo "$KAFKA_BOOTSTRAP_SERVERS does not answer yet"
  sleep 5 &
  wait $!
done
exec "$KAFKA_EXPORTER" "$@"

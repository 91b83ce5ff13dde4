#!/usr/bin/env bash
# Starts kafka_exporter, with this script's arguments, once the brokers' listener opens: without brokers it would end at once. Certificates
# it reads only then.
#
# KAFKA_BOOTSTRAP_SERVERS  host:port of the listener
# KAFKA_EXPORTER           path of kafka_exporter
# READ_AT_START            its certificates
set -euo pipefail
trap 'exit 143' TERM
# include read-at-start.sh
remember_files

host=${KAFKA_BOOTSTRAP_SERVERS%:*}
port=${KAFKA_BOOTSTRAP_SERVERS##*:}
until (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; do
  echo "$KAFKA_BOOTSTRAP_SERVERS does not answer yet"
  sleep 5 &
  wait $!
done
exec "$KAFKA_EXPORTER" "$@"

#!/usr/bin/env bash
# Waits for the brokers' listener, then starts kafka_exporter with this script's arguments. Without brokers, kafka_exporter would exit at
# once. It reads certificates and passwords only when it starts.
#
# KAFKA_BOOTSTRAP_SERVERS  host:port,... of the listener
# KAFKA_EXPORTER           path of kafka_exporter
# PASSWORD_FILE            file with the password of --sasl.username; optional
# READ_AT_START            its certificates and passwords
set -euo pipefail
trap 'exit 143' TERM
# include read-at-start.sh
remember_files

IFS=, read -ra servers <<<"$KAFKA_BOOTSTRAP_SERVERS"
host=${servers[0]%:*}
port=${servers[0]##*:}
until (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; do
  echo "${servers[0]} does not answer yet"
  sleep 5 &
  wait $!
done
[[ -z ${PASSWORD_FILE-} ]] || set -- "$@" "--sasl.password=$(<"$PASSWORD_FILE")"
exec "$KAFKA_EXPORTER" "${servers[@]/#/--kafka.server=}" "$@"

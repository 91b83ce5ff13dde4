#!/usr/bin/env bash
# Fails if Schema Registry does not answer, or if its credentials or the CA have changed since it started: only a restart reads them again. Environment:
#   PORT           port of Schema Registry
#   READ_AT_START  as for start-schema-registry.sh
set -euo pipefail
# include read-at-start.sh
files_are_as_read || { echo "credentials or the CA have changed" && exit 1; }

exec 3<>"/dev/tcp/127.0.0.1/$PORT"
printf 'GET / HTTP/1.0\r\n\r\n' >&3
answer=$(cat <&3)
[[ $answer == "HTTP/1."?" 200 "* ]] || { echo "no answer" && exit 1; }

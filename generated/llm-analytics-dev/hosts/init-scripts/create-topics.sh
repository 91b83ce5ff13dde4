#!/usr/bin/env bash
# create-topics.sh [--dry-run]: creates the topics of topics.tsv, and changes existing topics to match it, with apply-topics.sh, the
# script of the Job. Safe to run at any time. If the brokers require authentication, set KAFKA_CLIENT_CONFIG to an administrator's client properties;
# see settings.sh for the rest. Exit codes: see apply-topics.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/settings.sh"
TOPICS_FILE=$here/topics.tsv REGISTRY_TOPIC=$TOPICS_REGISTRY exec "$here/apply-topics.sh" "$@"

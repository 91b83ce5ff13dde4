#!/usr/bin/env bash
# create-topics.sh [--dry-run]: creates the topics of topics.tsv, and brings those that are there to what it says, by apply-topics.sh: the
# script of the Job. It can be run at any time. Needs KAFKA_CLIENT_CONFIG, an administrator's client properties, where the brokers ask who one is;
# see settings.sh for the rest. Exit codes: see apply-topics.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/settings.sh"
TOPICS_FILE=$here/topics.tsv REGISTRY_TOPIC=$TOPICS_REGISTRY exec "$here/apply-topics.sh" "$@"

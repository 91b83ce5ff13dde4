#!/usr/bin/env bash
# setup-acls.sh [--dry-run]: gives the users of users.tsv the rights and quotas that it says, and takes all others from them, by
# apply-users.sh: the script of the Job. It can be run at any time. Needs KAFKA_CLIENT_CONFIG, an administrator's client properties. Passwords are
# let alone unless PASSWORDS_DIR and LOGIN_CLIENT_CONFIG are set, as apply-users.sh says. Exit codes: see there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/settings.sh"
USERS_FILE=$here/users.tsv REGISTRY_TOPIC=$USERS_REGISTRY exec "$here/apply-users.sh" "$@"

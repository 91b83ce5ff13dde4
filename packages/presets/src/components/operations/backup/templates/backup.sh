#!/usr/bin/env bash
# backup.sh FOLDER: writes the topics, ACLs, quotas, SCRAM users and consumer groups of a Kafka cluster to files, with only
# Kafka's command-line tools (3.5 to 4.x). Environment:
#   KAFKA_BOOTSTRAP_SERVERS  host:port,...
#   KAFKA_CLIENT_CONFIG      client properties, such as security.protocol; optional
#   KAFKA_BIN                folder of Kafka's command-line tools (/opt/kafka/bin)
#   KAFKA_CLUSTER            name of the cluster, for people (kafka)
# Files, tab separated and sorted, in FOLDER:
#   topics.tsv   name, partitions, replication factor, key=value of each setting of the topic; without Kafka's internal topics
#   acls.tsv     resource type, pattern type, name, principal, host, operation, ALLOW or DENY
#   quotas.tsv   user, client, ip (each "-", "default" or "name:…"), key=value
#   users.tsv    user, SCRAM mechanism, iterations; Kafka shows nobody a password or its hash
#   offsets.tsv  group, topic, partition, committed offset
#   backup.txt   format, cluster and time of the backup, number of lines in each file
#   SHA256SUMS   checksums of all these files
# Exit codes: 0 the backup is complete; 1 Kafka refused or could not be reached, which may be temporary; 2 wrong usage; 3 the script cannot
# read the tools' output.
set -euo pipefail
export LC_ALL=C

fail() { printf 'backup: %s\n' "$2" >&2 && exit "$1"; } # CODE MESSAGE

[[ $# == 1 && -n ${KAFKA_BOOTSTRAP_SERVERS-} ]] || fail 2 "usage: backup.sh FOLDER, with KAFKA_BOOTSTRAP_SERVERS"
: "${KAFKA_BIN:=/opt/kafka/bin}" "${KAFKA_CLIENT_CONFIG:=}" "${KAFKA_CLUSTER:=kafka}"
[[ -x $KAFKA_BIN/kafka-topics.sh ]] || fail 2 "no kafka-topics.sh in $KAFKA_BIN: set KAFKA_BIN"
[[ -z $KAFKA_CLIENT_CONFIG || -r $KAFKA_CLIENT_CONFIG ]] || fail 2 "cannot read $KAFKA_CLIENT_CONFIG"
folder=$1
mkdir -p "$folder"
work=$(mktemp -d "${TMPDIR:-/tmp}/backup.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 143' INT TERM
export LOG_DIR="${LOG_DIR:-$work}" # otherwise Kafka's scripts create a folder beside themselves
export KAFKA_JVM_PERFORMANCE_OPTS="${KAFKA_JVM_PERFORMANCE_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"

# Some releases of the tools print "Error: …" and exit with 0.
ask() { # FILE TOOL ARGUMENT...
  local options=(--bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" ${KAFKA_CLIENT_CONFIG:+--command-config "$KAFKA_CLIENT_CONFIG"})
  if "$KAFKA_BIN/$2.sh" "${options[@]}" "${@:3}" >"$work/$1" 2>"$work/errors" </dev/null && ! grep -q '^Error: ' "$work/$1"; then return; fi
  { grep -hE 'Exception|Error' "$work/$1" "$work/errors" || cat "$work/errors"; } | tail -n 3 >&2
  fail 1 "$2 ${*:3}: Kafka refused or did not answer"
}
write() { sort >"$folder/$1"; } # FILE
row() { local IFS=$'\t' && printf '%s\n' "$*"; }

topics() {
  local line name
  local summary=$'^Topic: ([^[:space:]]+)[[:space:]].*PartitionCount: ([0-9]+)[[:space:]]+ReplicationFactor: ([0-9]+)'
  local -A size=() config=()
  ask topics kafka-topics --describe
  ask topic-configs kafka-configs --describe --entity-type topics
  while IFS= read -r line; do
    if [[ $line =~ $summary ]]; then size[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}$'\t'${BASH_REMATCH[3]}; fi
  done <"$work/topics"
  while IFS= read -r line; do
    if [[ $line =~ ^Dynamic\ configs\ for\ topic\ ([^ ]+)\ are:$ ]]; then name=${BASH_REMATCH[1]}
    elif [[ $line =~ ^\ \ ([a-zA-Z0-9._-]+)=(.*)\ sensitive=(true|false)\ synonyms= ]]; then
      # The throttles of the reassignment tool are temporary.
      [[ ${BASH_REMATCH[1]} == *.replication.throttled.replicas ]] ||
        config[$name]+=$'\t'${BASH_REMATCH[1]}=${BASH_REMATCH[2]%% sensitive=*}
    fi
  done <"$work/topic-configs"
  for name in "${!size[@]}"; do
    [[ $name == __* ]] || row "$name" "${size[$name]}${config[$name]-}"
  done | write topics.tsv
}

acls() {
  local line resource=
  local pattern='ResourcePattern\(resourceType=([A-Z_]+), name=(.*), patternType=([A-Z]+)\)'
  local entry='\(principal=(.*), host=(.*), operation=([A-Z_]+), permissionType=(ALLOW|DENY)\)'
  ask acls kafka-acls --list
  while IFS= read -r line; do
    if [[ $line =~ $entry ]]; then
      row "$resource" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[4]}"
    elif [[ $line =~ $pattern ]]; then resource=$(row "${BASH_REMATCH[1]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[2]}")
    elif [[ $line == *principal=* ]]; then fail 3 "cannot read the ACL: $line"
    fi
  done <"$work/acls" >"$work/acls.tsv"
  write acls.tsv <"$work/acls.tsv"
}

entity() { # WORD LIST: the entity of the type WORD in a list such as "user-principal 'a', the default client-id"
  if [[ $2 =~ (^|, )the\ default\ $1(,|$) ]]; then printf 'default'
  elif [[ $2 =~ (^|, )$1\ \'(.*)\' ]]; then
    local name=${BASH_REMATCH[2]}
    [[ $1 != user-principal ]] || name=${name%"', client-id '"*}
    printf 'name:%s' "$name"
  else printf -- '-'
  fi
}

quotas_and_users() {
  local types options line entities values value
  for types in users clients 'users clients' ips; do
    options=()
    for value in $types; do options+=(--entity-type "$value"); done
    ask quotas kafka-configs --describe "${options[@]}"
    while IFS= read -r line; do
      if [[ $line =~ ^Quota\ configs\ for\ (the\ )?(.*)\ are\ (.*)$ ]]; then
        entities=${BASH_REMATCH[1]}${BASH_REMATCH[2]} values=${BASH_REMATCH[3]}
        [[ $values ]] || continue
        while IFS= read -r value; do
          row quota "$(entity user-principal "$entities")" "$(entity client-id "$entities")" "$(entity ip "$entities")" "${value%.0}"
        done <<<"${values//, /$'\n'}"
      elif [[ $line =~ ^SCRAM\ credential\ configs\ for\ user-principal\ \'(.*)\'\ are\ (.*)$ ]]; then
        entities=${BASH_REMATCH[1]} values=${BASH_REMATCH[2]}
        while IFS= read -r value; do row user "$entities" "${value%%=*}" "${value##*=}"; done <<<"${values//, /$'\n'}"
      fi
    done <"$work/quotas"
  done >"$work/found"
  sed -n $'s/^quota\t//p' "$work/found" | write quotas.tsv
  sed -n $'s/^user\t//p' "$work/found" | sort -u | write users.tsv
}

offsets() {
  local line
  # The names of groups and clients can contain blanks. Three more columns follow the offsets.
  local committed='^(.*[^ ]) +([a-zA-Z0-9._-]+) +([0-9]+) +([0-9]+) +(-|[0-9]+) +(-|-?[0-9]+) +[^ ]+ .*[^ ] +[^ ]+ *$'
  ask offsets kafka-consumer-groups --describe --all-groups --offsets
  while IFS= read -r line; do
    if [[ $line =~ $committed ]]; then row "${BASH_REMATCH[@]:1:4}"; fi
  done <"$work/offsets" | write offsets.tsv
}

topics
acls
quotas_and_users
offsets
files=(topics.tsv acls.tsv quotas.tsv users.tsv offsets.tsv)
created=$(date -u +%Y-%m-%dT%H-%M-%SZ)
{
  printf 'format=1\ncluster=%s\ncreated=%s\n' "$KAFKA_CLUSTER" "$created"
  for file in "${files[@]}"; do printf '%s=%d\n' "$file" "$(wc -l <"$folder/$file")"; done
} >"$folder/backup.txt"
(cd "$folder" && sha256sum -- "${files[@]}" backup.txt >SHA256SUMS)
printf '%s: ' "$created"
sed -n 's/\.tsv=/ /p' "$folder/backup.txt" | tr '\n' ' '
printf '\n'

#!/usr/bin/env bash
# restore.sh [--dry-run]: restores what a Kafka cluster lacks from a backup, with only Kafka's command-line tools (3.5 to 4.x) and
# backup.sh, which reads the cluster. Environment, in addition to that of backup.sh:
#   BACKUP_FOLDER  the backup
#   RESTORE        the parts to restore (topics acls quotas offsets)
#   DRY_RUN        true is --dry-run: prints the changes and makes none (false)
# The script creates missing topics, adds missing partitions, sets the backup's configuration, adds missing ACLs and sets quotas. It sets a group's
# offset only if the group has none and the log contains that offset: an existing offset is newer than the backup, and in a new log an
# old offset would skip new records. It deletes and revokes nothing. It compares users but does not create them, because a backup has no
# passwords.
# Exit codes: 0 the cluster has everything; 1 Kafka refused or could not be reached, run it again; 2 wrong usage or a damaged backup; 3 all
# possible changes are made, and the script cannot fix the remaining differences.
set -euo pipefail
export LC_ALL=C

fail() { printf 'restore: %s\n' "$2" >&2 && exit "$1"; } # CODE MESSAGE

[[ $* =~ ^(--dry-run)?$ && -n ${BACKUP_FOLDER-} && -n ${KAFKA_BOOTSTRAP_SERVERS-} ]] ||
  fail 2 "usage: restore.sh [--dry-run], with BACKUP_FOLDER and KAFKA_BOOTSTRAP_SERVERS"
dry=${1-}
case ${DRY_RUN:-false} in true) dry=--dry-run ;; false) ;; *) fail 2 "DRY_RUN is true or false: $DRY_RUN" ;; esac
: "${KAFKA_BIN:=/opt/kafka/bin}" "${KAFKA_CLIENT_CONFIG:=}" "${RESTORE=topics acls quotas offsets}"
[[ " $RESTORE " =~ ^(\ +(topics|acls|quotas|offsets))*\ +$ ]] || fail 2 "RESTORE names topics, acls, quotas, offsets: $RESTORE"
work=$(mktemp -d "${TMPDIR:-/tmp}/restore.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 143' INT TERM
export LOG_DIR="${LOG_DIR:-$work}"
export KAFKA_JVM_PERFORMANCE_OPTS="${KAFKA_JVM_PERFORMANCE_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"

(cd "$BACKUP_FOLDER" && sha256sum --check --strict --quiet SHA256SUMS >&2) || fail 2 "$BACKUP_FOLDER is damaged"
grep -qx 'format=1' "$BACKUP_FOLDER/backup.txt" || fail 2 "$BACKUP_FOLDER has a format that this script does not know"
for file in topics acls quotas users offsets; do
  [[ $(sed -n "s/^$file\.tsv=//p" "$BACKUP_FOLDER/backup.txt") == "$(wc -l <"$BACKUP_FOLDER/$file.tsv")" ]] ||
    fail 2 "$BACKUP_FOLDER/$file.tsv has a different number of lines from backup.txt"
done
# The format of each line is checked, so that a person who can write to the bucket cannot inject commands.
t=$'\t' name='[a-zA-Z0-9._-]+' text=$'[^\t]+' entity=$'(-|default|name:[^\t]+)'
declare -A lines=(
  [topics]="$name${t}[0-9]{1,9}${t}[0-9]{1,5}($t$name=[^$t]*)*" [offsets]="$text$t$name${t}[0-9]{1,9}${t}[0-9]{1,19}"
  [acls]="[A-Z_]+$t(LITERAL|PREFIXED)$t$text$t$text$t$text${t}[A-Z_]+$t(ALLOW|DENY)"
  [quotas]="$entity$t$entity$t$entity${t}[a-z_]+=[0-9.E-]+" [users]="$text$t$text${t}[0-9]+"
)
for file in "${!lines[@]}"; do
  ! grep -qvxE "${lines[$file]}" "$BACKUP_FOLDER/$file.tsv" || fail 2 "$BACKUP_FOLDER/$file.tsv has a line in the wrong format"
done
sed -n 's/^\(cluster\|created\)=/backup: \1 /p' "$BACKUP_FOLDER/backup.txt"

status=0 changes=0
tool() { # NAME ARGUMENT...
  "$KAFKA_BIN/$1.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" ${KAFKA_CLIENT_CONFIG:+--command-config "$KAFKA_CLIENT_CONFIG"} "${@:2}"
}
change() { # WHAT NAME ARGUMENT...: prints the change, and makes it unless this is a dry run; if it fails, the script continues
  changes=$((changes + 1))
  printf '%s%s\n' "${dry:+would }" "$1"
  [[ -z $dry ]] || return 0
  if tool "${@:2}" >"$work/out" 2>&1 </dev/null && ! grep -q '^Error: ' "$work/out"; then return 0; fi
  printf 'failed: %s: %.400s\n' "$1" "$({ grep -E 'Exception|Error' "$work/out" || cat "$work/out"; } | sed -n 1p)"
  status=1
}
differs() { printf 'differs: %s\n' "$1" && status=$((status == 0 ? 3 : status)); }
missing() { comm -23 "$BACKUP_FOLDER/$1.tsv" "$work/now/$1.tsv"; } # FILE: lines of the backup that the cluster lacks
wanted() { [[ " $RESTORE " == *" $1 "* ]]; }
look() { bash "${BASH_SOURCE[0]%/*}/backup.sh" "$work/now" >"$work/look" 2>&1 || fail 1 "$(cat "$work/look")"; }

topics() {
  local line name partitions factor setting fields now options
  local -A is=()
  while IFS= read -r line; do is[${line%%$'\t'*}]=$line; done <"$work/now/topics.tsv"
  while IFS= read -r line; do
    IFS=$'\t' read -r -a fields <<<"$line"
    name=${fields[0]} partitions=${fields[1]} factor=${fields[2]} options=()
    if [[ -z ${is[$name]-} ]]; then
      for setting in "${fields[@]:3}"; do options+=("--config=$setting"); done
      change "create topic $name ($partitions partitions, factor $factor)" kafka-topics --create --if-not-exists "--topic=$name" \
        --partitions "$partitions" --replication-factor "$factor" "${options[@]}"
      continue
    fi
    IFS=$'\t' read -r -a now <<<"${is[$name]}"
    if ((now[1] < partitions)); then
      # --topic takes a regular expression: "a.b" would also match "a-b".
      change "add partitions to $name: ${now[1]} → $partitions" kafka-topics --alter "--topic=${name//./\\.}" --partitions "$partitions"
    fi
    ((now[1] <= partitions)) || differs "topic $name has ${now[1]} partitions, $partitions in the backup"
    ((now[2] == factor)) || differs "topic $name has the factor ${now[2]}, $factor in the backup"
    for setting in "${fields[@]:3}"; do
      [[ $'\t'${is[$name]}$'\t' == *$'\t'"$setting"$'\t'* ]] || options+=("$setting")
    done
    ((${#options[@]})) || continue
    printf '%s\n' "${options[@]//\\/\\\\}" >"$work/set.properties"
    change "set on topic $name: ${options[*]}" kafka-configs --alter --entity-type topics "--entity-name=$name" \
      --add-config-file "$work/set.properties"
  done < <(missing topics)
}

acls() { # one call for all ACLs that differ only in operations and names
  local type pattern name principal host operation permission key option group
  local -A operations=() names=()
  while IFS=$'\t' read -r type pattern name principal host operation permission; do
    key=$type$'\t'$pattern$'\t'$principal$'\t'$host$'\t'$permission$'\t'$name
    operations[$key]+=" $operation"
  done < <(missing acls)
  while IFS= read -r key; do
    names[${key%$'\t'*}$'\t'${operations[$key]}]+=$'\t'${key##*$'\t'}
  done < <(((${#operations[@]})) && printf '%s\n' "${!operations[@]}" | sort)
  while IFS= read -r group; do
    IFS=$'\t' read -r type pattern principal host permission operation <<<"$group"
    option=()
    IFS=$'\t' read -r -a name <<<"${names[$group]#$'\t'}"
    case $type in
      CLUSTER) option+=(--cluster) ;;
      USER) for key in "${name[@]}"; do option+=("--user-principal=$key"); done ;;
      *) type=${type,,} && for key in "${name[@]}"; do option+=("--${type//_/-}=$key"); done ;;
    esac
    for key in $operation; do option+=(--operation "$(camel "$key")"); done
    change "add ACL: $permission $principal from $host:$operation on ${pattern,,} ${type,,} ${name[*]}" kafka-acls --add --force \
      "--${permission,,}-principal=$principal" "--${permission,,}-host=$host" "${option[@]}" --resource-pattern-type "${pattern,,}"
  done < <(((${#names[@]})) && printf '%s\n' "${!names[@]}" | sort)
}
camel() { local words && read -r -a words <<<"${1//_/ }" && words=("${words[@],,}") && printf '%s' "${words[@]^}"; }

quotas() {
  local user client ip setting key
  local -A settings=()
  while IFS=$'\t' read -r user client ip setting; do settings[$user$'\t'$client$'\t'$ip]+=,$setting; done < <(missing quotas)
  while IFS= read -r key; do
    IFS=$'\t' read -r user client ip <<<"$key"
    local options=()
    entity users "$user" && entity clients "$client" && entity ips "$ip"
    change "set quota of user $user, client $client, ip $ip: ${settings[$key]#,}" kafka-configs --alter "${options[@]}" \
      "--add-config=${settings[$key]#,}"
  done < <(((${#settings[@]})) && printf '%s\n' "${!settings[@]}" | sort)
}
entity() { # TYPE NAME: adds to options
  case $2 in
    -) ;;
    default) options+=(--entity-type "$1" --entity-default) ;;
    *) options+=(--entity-type "$1" "--entity-name=${2#name:}") ;;
  esac
}

users() {
  local user mechanism rest
  while IFS=$'\t' read -r user mechanism rest; do
    cut -f 1,2 "$work/now/users.tsv" | grep -xF "$user"$'\t'"$mechanism" >/dev/null ||
      differs "user $user has no credential for $mechanism: create it in the same way as before"
  done < <(missing users)
}

offsets() {
  local group topic partition offset key groups=()
  local -A first=() end=() is=()
  for key in earliest latest; do
    if ! tool kafka-get-offsets --time "$key" >"$work/$key" 2>"$work/out"; then # the tool fails on a cluster without topics
      cat "$work/$key" >>"$work/out"
      grep -q 'Could not match any' "$work/out" || fail 1 "cannot read the logs' offsets: $(tail -n 1 "$work/out")"
      : >"$work/$key"
    fi
  done
  while IFS=: read -r topic partition offset; do first[$topic:$partition]=$offset; done <"$work/earliest"
  while IFS=: read -r topic partition offset; do end[$topic:$partition]=$offset; done <"$work/latest"
  while IFS=$'\t' read -r group topic partition offset; do is[$group$'\t'$topic:$partition]=$offset; done <"$work/now/offsets.tsv"
  : >"$work/offsets.csv"
  while IFS=$'\t' read -r group topic partition offset; do
    key=$topic:$partition
    if [[ ${is[$group$'\t'$key]-} ]]; then continue; fi
    if ((offset < ${first[$key]:-0} || offset > ${end[$key]:-0})); then
      differs "group $group at $offset of $topic-$partition: the log holds ${first[$key]:-0} to ${end[$key]:-0}"
      continue
    fi
    printf '%ssee group %s at %d of %s-%d\n' "${dry:+would }" "$group" "$offset" "$topic" "$partition"
    printf '"%s","%s",%d,%d\n' "${group//\"/\"\"}" "$topic" "$partition" "$offset" >>"$work/offsets.csv"
    groups+=("--group=$group")
  done < <(missing offsets)
  ((${#groups[@]})) || return 0
  change "set these offsets" kafka-consumer-groups --reset-offsets "${groups[@]}" --from-file "$work/offsets.csv" --execute
}

look
users
if wanted topics; then topics; fi
if wanted acls; then acls; fi
if wanted quotas; then quotas; fi
if wanted offsets; then offsets; fi
printf 'changes: %d%s\n' "$changes" "${dry:+ (dry run: nothing was done)}"
exit "$status"

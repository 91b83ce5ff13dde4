#!/usr/bin/env bash
# apply-topics.sh [--dry-run]: makes a Kafka cluster's topics match a file, with only Kafka's command-line tools
# (3.5 to 4.x). Environment:
#   KAFKA_BOOTSTRAP_SERVERS  host:port,...
#   KAFKA_CLIENT_CONFIG      client properties, such as security.protocol; optional
#   KAFKA_BIN                folder of Kafka's command-line tools (/opt/kafka/bin)
#   TOPICS_FILE              one topic a line, tab separated: name, partitions, replication factor, keep or delete (on
#                            removal from the file), key=value... (/etc/streamform/topics.tsv)
#   REGISTRY_TOPIC           compacted topic that records which topics may be deleted; needed once a topic says "delete"
#   RETRY_SECONDS            total time to wait for brokers that do not answer (300)
# The script creates missing topics, adds partitions, sets configuration, and removes configuration that the file does not name (but not
# *.replication.throttled.replicas, which belongs to the reassignment tool). It deletes a topic only if the registry holds it and the
# file does not. It never deletes internal topics or the registry.
# Exit codes: 0 the topics match the file; 1 a change failed, the others are applied; 2 wrong usage or input; 3 a difference
# cannot be changed (replication factor, fewer partitions), the rest is applied; 4 authentication, authorization or the security
# protocol is wrong; 5 Kafka could not be reached within RETRY_SECONDS.
set -euo pipefail
shopt -s extglob

script=apply-topics

# include begin.sh

# include reach-kafka.sh

: "${TOPICS_FILE:=/etc/streamform/topics.tsv}"
readable "$TOPICS_FILE"
names=()
declare -A want_partitions=() want_factor=() want_policy=() want_keys=() want_config=() # want_config["topic key"]
declare -A is_partitions=() is_factor=() is_keys=() is_config=() registered=()
protected() { [[ $1 == __* || $1 == "$REGISTRY_TOPIC" ]]; }

read_wanted() {
  local fields field line=0 name key
  while IFS=$'\t' read -r -a fields || ((${#fields[@]})); do
    line=$((line + 1)) name=${fields[0]-}
    [[ ${#fields[@]} -ge 4 && $name =~ $topic_name && ${fields[1]} =~ ^[1-9][0-9]{0,8}$ && ${fields[2]} =~ ^[1-9][0-9]{0,4}$ &&
      ${fields[3]} =~ ^(keep|delete)$ ]] || fail 2 "$TOPICS_FILE:$line: not name, partitions, factor, keep|delete, key=value..."
    [[ ! -v want_partitions[$name] ]] || fail 2 "$TOPICS_FILE:$line: $name is listed twice"
    names+=("$name")
    want_partitions[$name]=${fields[1]} want_factor[$name]=${fields[2]} want_policy[$name]=${fields[3]} want_keys[$name]=
    if protected "$name"; then want_policy[$name]=keep; fi
    for field in "${fields[@]:4}"; do
      key=${field%%=*}
      [[ $field == *=* && $key =~ ^[a-zA-Z0-9._-]+$ && $field != *[![:ascii:]]* && $field != *[[:cntrl:]]* ]] ||
        fail 2 "$TOPICS_FILE:$line: $name: not key=value in printable ASCII: $field"
      want_keys[$name]+=" $key" want_config["$name $key"]=${field#*=}
    done
    [[ ${want_policy[$name]} == keep || -n $REGISTRY_TOPIC ]] || fail 2 "$name has the policy delete: set REGISTRY_TOPIC"
  done <"$TOPICS_FILE"
}

read_actual() {
  local name partitions factor line
  local summary='^Topic: ([^[:space:]]+)[[:space:]].*PartitionCount: ([0-9]+)[[:space:]]+ReplicationFactor: ([0-9]+).*'
  retry '' tool kafka-topics --command-config --describe || fail $? "cannot read the topics: $why"
  while read -r name partitions factor; do
    is_partitions[$name]=$partitions is_factor[$name]=$factor is_keys[$name]=
  done < <(sed -nE "s/$summary/\1 \2 \3/p" "$work/out")
  retry '' tool kafka-configs --command-config --describe --entity-type topics || fail $? "cannot read the topics' configuration: $why"
  while IFS= read -r line; do
    if [[ $line =~ ^Dynamic\ configs\ for\ topic\ ([^ ]+)\ are:$ ]]; then name=${BASH_REMATCH[1]}
    elif [[ $line =~ ^\ \ ([a-zA-Z0-9._-]+)=(.*)\ sensitive=(true|false)\ synonyms= ]]; then
      is_keys[$name]+=" ${BASH_REMATCH[1]}" is_config["$name ${BASH_REMATCH[1]}"]=${BASH_REMATCH[2]%% sensitive=*}
    fi
  done <"$work/out"
}

# include registry-records.sh

read_registry() {
  local mark topic policy
  [[ -n $REGISTRY_TOPIC && -v is_partitions[$REGISTRY_TOPIC] ]] || return 0
  retry '' registry_records || fail $? "cannot read the registry $REGISTRY_TOPIC: $why"
  while IFS=$'\t' read -r mark topic policy; do
    [[ $mark == record && $topic =~ $topic_name ]] || continue
    if [[ $policy == delete ]]; then registered[$topic]=$policy; else unset "registered[$topic]"; fi
  done <"$work/out"
}

# include changes.sh

set_config() { # TOPIC KEY...: sets these keys and removes those in drop[]; replaces the calling shell
  local key value options=()
  for key in "${@:2}"; do
    value=${want_config["$1 $key"]//\\/\\\\}
    printf '%s=%s\n' "$key" "${value/#\ /\\ }"
  done >"$work/set.properties"
  (($# == 1)) || options+=(--add-config-file "$work/set.properties")
  ((${#drop[@]} == 0)) || options+=(--delete-config "$(IFS=, && printf '%s' "${drop[*]}")")
  tool kafka-configs --command-config --alter --entity-type topics "--entity-name=$1" "${options[@]}"
}

# kafka-topics.sh validates configuration by the rules of its own version, and cuts values at "=". kafka-configs.sh sets the
# refused keys afterwards, and the broker validates them.
create() { # TOPIC
  local -A inline=()
  local name=$1 key value code later=() drop=()
  for key in ${want_keys[$name]}; do
    value=${want_config["$name $key"]}
    if [[ $value == @(|*=*|' '*|*' ') ]]; then later+=("$key"); else inline[$key]=--config=$key=$value; fi
  done
  until change 'already exists' tool kafka-topics --command-config --create "--topic=$name" \
    --partitions "${want_partitions[$name]}" --replication-factor "${want_factor[$name]}" "${inline[@]}"; do
    code=$?
    [[ $why =~ (Unknown topic config name: |for configuration )([a-zA-Z0-9._-]+) && -v inline[${BASH_REMATCH[2]}] ]] ||
      { failed "$code" "$name" && return 0; }
    later+=("${BASH_REMATCH[2]}")
    unset "inline[${BASH_REMATCH[2]}]"
  done
  report "created $name (${want_partitions[$name]} partitions, factor ${want_factor[$name]})" && count[created]+=1
  ((${#later[@]} == 0)) || attempt "$name: created, but without ${later[*]}" '' set_config "$name" "${later[@]}" || true
}

# include same.sh

alter() { # TOPIC
  local name=$1 key line before=${is_partitions[$1]} after=${want_partitions[$1]} refusals='' lines=() set=() drop=() changed=0
  ((is_factor[$name] == want_factor[$name])) ||
    refusals+="; replication factor is ${is_factor[$name]}, wanted ${want_factor[$name]}: move replicas with kafka-reassign-partitions.sh"
  ((before <= after)) ||
    refusals+="; partitions are $before, wanted $after: Kafka removes no partitions, create a new topic and move its clients there"
  for key in ${want_keys[$name]}; do
    if [[ -v is_config["$name $key"] ]] && same "${is_config["$name $key"]}" "${want_config["$name $key"]}"; then continue; fi
    set+=("$key") lines+=("changed $name: $key ${is_config["$name $key"]-default} → ${want_config["$name $key"]}")
  done
  for key in ${is_keys[$name]}; do
    if [[ -v want_config["$name $key"] || $key == *.replication.throttled.replicas ]]; then continue; fi
    drop+=("$key") lines+=("changed $name: $key ${is_config["$name $key"]} → default")
  done
  if ((before < after)) && attempt "$name" "already has $after partition" \
    tool kafka-topics --command-config --alter "--topic=$(literally "$name")" --partitions "$after"; then
    report "changed $name: partitions $before → $after" && changed=1
  fi
  if ((${#lines[@]})) && attempt "$name" 'Invalid config\(s\)' set_config "$name" "${set[@]}"; then
    for line in "${lines[@]}"; do report "$line" && changed=1; done
  fi
  count[changed]+=$changed
  if [[ $refusals ]]; then printf 'refused %s: %s\n' "$name" "${refusals#; }" && count[refused]+=1; fi
  ((before < after || ${#lines[@]} || ${#refusals})) || count[unchanged]+=1
}

# include write-registry.sh

# Write the file's removal policies to the registry first, so that no later run acts on an older policy.
remember() {
  local name line factor=1 records=() lines=()
  for name in "${names[@]}"; do
    ((factor >= want_factor[$name])) || factor=${want_factor[$name]}
    if [[ ${want_policy[$name]} == delete && ! -v registered[$name] ]]; then
      records+=("$name"$'\t'delete) lines+=("registered $name: deleted once the file no longer lists it")
    elif [[ ${want_policy[$name]} == keep && -v registered[$name] ]]; then
      records+=("$name"$'\t-') lines+=("released $name: kept once the file no longer lists it")
    fi
  done
  ((${#records[@]})) || return 0
  if [[ ! -v is_partitions[$REGISTRY_TOPIC] ]]; then
    attempt "$REGISTRY_TOPIC" 'already exists' tool kafka-topics --command-config --create "--topic=$REGISTRY_TOPIC" \
      --partitions 1 --replication-factor "$factor" --config=cleanup.policy=compact || return 0
    report "created $REGISTRY_TOPIC (1 partitions, factor $factor)"
  fi
  attempt "$REGISTRY_TOPIC" '' write_registry "${records[@]}" || return 0
  for line in "${lines[@]}"; do report "$line"; done
}

delete_removed() {
  local name records=()
  for name in "${!registered[@]}"; do
    if [[ -v want_policy[$name] ]] || protected "$name"; then continue; fi
    if [[ -v is_partitions[$name] ]]; then
      attempt "$name" 'does not exist' tool kafka-topics --command-config --delete "--topic=$(literally "$name")" || continue
      report "deleted $name" && count[deleted]+=1
    fi
    records+=("$name"$'\t-')
  done
  ((${#records[@]} == 0)) || attempt "$REGISTRY_TOPIC" '' write_registry "${records[@]}" || true
}

read_wanted
read_actual
read_registry
remember
for name in "${names[@]}"; do if [[ -v is_partitions[$name] ]]; then alter "$name"; else create "$name"; fi; done
delete_removed
printf 'unchanged %d\nsummary:' "${count[unchanged]}"
for outcome in created changed deleted unchanged refused failed; do printf ' %s %d' "$outcome" "${count[$outcome]}"; done
printf '%s\n' "${would:+ (dry run: nothing was done)}"
((status == 0)) || exit "$status"
((count[refused] == 0)) || exit 3

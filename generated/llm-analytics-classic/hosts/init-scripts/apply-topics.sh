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

fail() { printf '%s: %s\n' "$script" "$2" >&2 && exit "$1"; } # CODE MESSAGE

[[ $* =~ ^(--dry-run)?$ ]] || fail 2 "usage: $script.sh [--dry-run]"
would=${1:+would have }
[[ ${RETRY_SECONDS:=300} =~ ^[0-9]{1,9}$ ]] || fail 2 "RETRY_SECONDS is not a number of seconds: $RETRY_SECONDS"
work=$(mktemp -d "${TMPDIR:-/tmp}/$script.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 143' INT TERM

# Kafka's command-line tools, and the brokers that they ask.
: "${KAFKA_BIN:=/opt/kafka/bin}" "${KAFKA_BOOTSTRAP_SERVERS:=}" "${KAFKA_CLIENT_CONFIG:=}" "${REGISTRY_TOPIC:=}"
topic_name='^[a-zA-Z0-9._-]{1,249}$'
readable() { local file && for file; do [[ -f $file && -r $file ]] || fail 2 "cannot read $file"; done; } # FILE...
[[ -n $KAFKA_BOOTSTRAP_SERVERS ]] || fail 2 "KAFKA_BOOTSTRAP_SERVERS is not set"
[[ -x $KAFKA_BIN/kafka-topics.sh ]] || fail 2 "no kafka-topics.sh in $KAFKA_BIN: set KAFKA_BIN"
[[ -z $KAFKA_CLIENT_CONFIG ]] || readable "$KAFKA_CLIENT_CONFIG"
[[ -z $REGISTRY_TOPIC || $REGISTRY_TOPIC =~ $topic_name ]] || fail 2 "REGISTRY_TOPIC is not a topic name: $REGISTRY_TOPIC"
export LOG_DIR="${LOG_DIR:-$work}" # otherwise Kafka's scripts create a folder beside themselves
# Each call starts a JVM that lives for seconds. The broker settings of Kafka's scripts would double its time.
export KAFKA_JVM_PERFORMANCE_OPTS="${KAFKA_JVM_PERFORMANCE_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}"

client_config() { # short timeouts, because retry waits; the user's file overrides them
  printf 'default.api.timeout.ms=20000\nrequest.timeout.ms=15000\n'
  [[ -z $KAFKA_CLIENT_CONFIG ]] || cat "$KAFKA_CLIENT_CONFIG"
}

# Replaces the calling shell. The properties go through a pipe, so no credential is written to disk. The flags
# --consumer.config and --producer.config exist in every 3.x and 4.x (KIP-1147 deprecates them in 4.2).
tool() { # NAME CONFIG-FLAG ARGUMENT...
  exec "$KAFKA_BIN/$1.sh" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" "$2" <(client_config) "${@:3}"
}
literally() { printf '%s' "${1//./\\.}"; } # --topic takes a regular expression: a bare "a.b" would delete "a-b" too
# If there are too many new IAM connections, MSK refuses some with an authentication error, which is temporary.
passing_denial='Too many connects'
denied='Auth(entic|oriz)ationException|Sasl(State|Mechanism)Exception|SSL handshake failed|JAAS|LoginException'
few_brokers='InvalidReplicationFactor|NotEnoughReplicas|larger than available'
passing="$passing_denial|$few_brokers|[Tt]ime(d )?out|Disconnect|NetworkException|ConnectException|No resolvable|Not(Leader|Controller)"
passing+="|[Nn]ot ?[Aa]vailable|UnknownTopicOrPartition|does not host this|UnknownServer|KafkaStorage|ThrottlingQuota|FencedLeader"

errors() { # the errors of the last call, without log lines below ERROR and their quotes, stack frames, settings and echoed arguments
  awk '/ (TRACE|DEBUG|INFO|WARN) / { quoting = 1; next }
    / command with args / { quoting = 0; next }
    /^[[:space:]]|^$/ || (quoting && /^org\.apache\.kafka\..*Exception/) { next }
    { quoting = 0; print }' "$work/out" "$work/err"
}

reason() { # the last exception among the errors, without its package and without passwords, in case a tool prints one
  local text
  text=$(errors | grep -E 'Exception|Error' | tail -n 1 | sed -E 's/^.*[. ]([A-Za-z]+(Exception|Error))/\1/' || true)
  [[ -n $text ]] || text=$(errors | sed -n 1p)
  printf '%.400s' "${text:-no message}" | sed -E 's/(([Pp]assword|[Ss]ecret)[^=]*=).*/\1.../'
}

# shellcheck disable=SC2016 # the inner shell expands them
unanswered() { # whether the first call found an open port that gave no answer: a plaintext client at a TLS or SASL listener
  local server=${KAFKA_BOOTSTRAP_SERVERS%%,*}
  [[ $answered == false ]] && grep -q 'waiting for a node assignment' "$work/out" "$work/err" &&
    ! grep -q 'could not be established' "$work/out" "$work/err" &&
    timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "${server%:*}" "${server##*:}" 2>/dev/null
}

answered=false waited=0 why='' status=0 # whether Kafka has answered; seconds lost to failures; reason of the last failure; exit code

# Repeats a command until it succeeds or fails for good: 1 refused, 4 denied, 5 timed out. DONE is Kafka's answer
# if an earlier attempt succeeded but its answer was lost.
retry() { # DONE COMMAND...
  local attempts=0 pause=1 started text
  while true; do
    started=$SECONDS attempts=$((attempts + 1))
    if ("${@:2}") >"$work/out" 2>"$work/err" </dev/null; then answered=true; return 0; fi
    text=$(errors) why=$(reason)
    if [[ $attempts -gt 1 && -n $1 && $text =~ $1 ]]; then return 0; fi
    if [[ $text =~ $denied && ! $text =~ $passing_denial ]]; then return 4; fi
    if unanswered; then
      why="$KAFKA_BOOTSTRAP_SERVERS accepts connections and drops them unanswered: is security.protocol that of the listener?"
      return 4
    fi
    [[ $text =~ $passing ]] || return 1
    waited=$((waited + SECONDS - started + pause))
    if ((waited > RETRY_SECONDS)); then [[ $text =~ $few_brokers ]] && return 1 || return 5; fi
    printf 'waiting %d s for Kafka (for %d s more at most): %s\n' "$pause" $((RETRY_SECONDS - waited)) "$why" >&2
    sleep "$pause"
    pause=$((pause < 8 ? pause * 2 : 15))
  done
}

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

# Prints the registry's records. It reads the topic's end first, so that an incomplete read does not look like a short registry.
registry_records() {
  local end records consumer offset topic policy
  end=$( (tool kafka-get-offsets --command-config "--topic=$(literally "$REGISTRY_TOPIC")") | sed -n "s/^$REGISTRY_TOPIC:0://p") || return 1
  [[ -n $end ]] || { echo "NotAvailableException: $REGISTRY_TOPIC has no leader" && return 1; }
  ((end > 0)) || return 0
  exec {records}< <(tool kafka-console-consumer --consumer.config --topic "$REGISTRY_TOPIC" --partition 0 --offset earliest \
    --timeout-ms 20000 --property print.offset=true --property print.key=true)
  consumer=$!
  while IFS=$'\t' read -r offset topic policy <&"$records"; do
    [[ $offset =~ ^Offset:([0-9]+)$ ]] || continue
    printf 'record\t%s\t%s\n' "$topic" "$policy"
    ((BASH_REMATCH[1] < end - 1)) || { kill "$consumer"; return 0; }
  done
  echo "TimeoutException: $REGISTRY_TOPIC could not be read to its end" && return 1
}

read_registry() {
  local mark topic policy
  [[ -n $REGISTRY_TOPIC && -v is_partitions[$REGISTRY_TOPIC] ]] || return 0
  retry '' registry_records || fail $? "cannot read the registry $REGISTRY_TOPIC: $why"
  while IFS=$'\t' read -r mark topic policy; do
    [[ $mark == record && $topic =~ $topic_name ]] || continue
    if [[ $policy == delete ]]; then registered[$topic]=$policy; else unset "registered[$topic]"; fi
  done <"$work/out"
}

declare -Ai count=([created]=0 [changed]=0 [deleted]=0 [unchanged]=0 [refused]=0 [failed]=0)

report() { printf '%s%s\n' "$would" "$1"; }
change() { [[ -n $would ]] || retry "$@"; } # DONE COMMAND...
attempt() { change "${@:2}" || { failed $? "$1" && return 1; }; } # TOPIC DONE COMMAND...

failed() { # CODE TOPIC: continue with the others, unless they would fail too
  printf 'failed %s: %s\n' "$2" "$why"
  count[failed]+=1
  (($1 != 5)) || fail 5 "Kafka did not answer within $RETRY_SECONDS s; run the script again to continue"
  [[ $1 != 4 || $why == *Authorization* ]] || fail 4 "Kafka denies access: $why"
  ((status == 4)) || status=$1
}

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

canonical() { # as Kafka shows it: lists without spaces, numbers in one form
  local value=${1//*( ),*( )/,}
  value=${value##*( )} value=${value%%*( )}
  [[ ! $value =~ ^[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$ || ${#value} -ge 15 ]] || LC_ALL=C printf -v value '%.15g' "$value"
  printf '%s' "$value"
}
same() { [[ $1 == "$2" || $(canonical "$1") == "$(canonical "$2")" ]]; }

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

write_registry() { # RECORD...: "topic<tab>delete", or "topic<tab>-" to remove it; replaces the calling shell
  tool kafka-console-producer --producer.config --topic "$REGISTRY_TOPIC" --sync --property parse.key=true \
    --property null.marker=- < <(printf '%s\n' "$@")
}

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

#!/usr/bin/env bash
# apply-users.sh [--dry-run]: makes a Kafka cluster's users, with their passwords, quotas and ACLs, match a file, with
# only Kafka's command-line tools (3.5 to 4.x). Environment:
#   KAFKA_BOOTSTRAP_SERVERS  host:port,... of the listener that an administrator uses
#   KAFKA_CLIENT_CONFIG      the administrator's client properties; optional
#   KAFKA_BIN                folder of Kafka's command-line tools (/opt/kafka/bin)
#   USERS_FILE               tab separated (/etc/streamform/users.tsv):
#                              user   name  scram-sha-512 or tls  keep or delete (on removal from the file)
#                              quota  name  key  value
#                              acl    name  allow or deny  topic, group, transactional-id or cluster  literal or prefixed  resource  host
#                                     operation,...
#   PASSWORDS_DIR            folder with a file a SCRAM user, named after it, that holds the password: printable ASCII without " and \;
#                            without it the script does not change passwords
#   LOGIN_BOOTSTRAP_SERVERS  host:port,... of the listener that SCRAM users use (KAFKA_BOOTSTRAP_SERVERS)
#   LOGIN_CLIENT_CONFIG      their client properties, without credentials; needed with PASSWORDS_DIR
#   PASSWORDS                elsewhere where the brokers keep no SCRAM credentials, as on Amazon MSK: the script reads none, and reads quotas
#                            only if the file has any (kafka)
#   REGISTRY_TOPIC           compacted topic that records which users may be deleted; needed once a user says "delete"
#   RETRY_SECONDS            total time to wait for brokers that do not answer (300)
# A user in the file gets exactly the quotas and ACLs of the file. The script does not change users that no file ever named. Kafka shows
# no passwords, so the script tries to log in as each user: if the login fails, it sets the password of the file. It grants rights
# before a user can log in, and revokes them after the user no longer can. It deletes a user only if the registry holds it and the file does not.
# Exit codes: 0 the users match the file; 1 a change failed, the others are applied; 2 wrong usage or input; 4 authentication,
# authorization or the security protocol is wrong; 5 Kafka could not be reached within RETRY_SECONDS.
set -euo pipefail
shopt -s extglob

script=apply-users

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

: "${USERS_FILE:=/etc/streamform/users.tsv}" "${PASSWORDS:=kafka}" "${PASSWORDS_DIR:=}"
: "${LOGIN_BOOTSTRAP_SERVERS:=$KAFKA_BOOTSTRAP_SERVERS}" "${LOGIN_CLIENT_CONFIG:=}"
user_name='^[a-zA-Z0-9._@-]{1,249}$'
readable "$USERS_FILE" ${LOGIN_CLIENT_CONFIG:+"$LOGIN_CLIENT_CONFIG"}
names=()
declare -A want_kind=() want_policy=() want_acl=() want_quota=() # want_acl["rule"] of rule(); want_quota["principal key"]
declare -A is_scram=() is_acl=() is_quota=() registered=() password=() touched=()

principal() { if [[ ${want_kind[$1]} == tls ]]; then printf 'CN=%s' "$1"; else printf '%s' "$1"; fi; } # USER
rule() { local IFS=$'\t' && printf '%s' "$*"; } # PRINCIPAL PERMISSION TYPE PATTERN HOST RESOURCE OPERATION: as Kafka lists them
listed() { local word=${1//-/_} && word=$(sed -E 's/([a-z])([A-Z])/\1_\2/g' <<<"$word") && printf '%s' "${word^^}"; } # DescribeConfigs → DESCRIBE_CONFIGS
spoken() { local word words && IFS=_ read -r -a words <<<"$1" && for word in "${words[@]}"; do word=${word,,} && printf '%s' "${word^}"; done; } # and back

read_wanted() {
  local kind name fields line=0 operation operations
  while IFS=$'\t' read -r kind name operations || [[ -n $kind ]]; do
    line=$((line + 1))
    IFS=$'\t' read -r -a fields <<<"$operations"
    [[ $kind =~ ^(user|quota|acl)$ && $name =~ $user_name ]] || fail 2 "$USERS_FILE:$line: not user, quota or acl and a user's name"
    [[ $kind == user || -v want_kind[$name] ]] || fail 2 "$USERS_FILE:$line: $name has no user line before this line"
    case $kind in
      user)
        [[ ${#fields[@]} -eq 2 && ${fields[*]} =~ ^(scram-sha-512|tls)\ (keep|delete)$ ]] ||
          fail 2 "$USERS_FILE:$line: not user, name, scram-sha-512|tls, keep|delete"
        [[ ! -v want_kind[$name] ]] || fail 2 "$USERS_FILE:$line: $name is listed twice"
        names+=("$name") want_kind[$name]=${fields[0]} want_policy[$name]=${fields[1]}
        ;;
      quota)
        [[ ${#fields[@]} -eq 2 && ${fields[*]} =~ ^[a-z_]+\ [0-9]+(\.[0-9]+)?$ ]] || fail 2 "$USERS_FILE:$line: not quota, name, key, number"
        want_quota["$(principal "$name") ${fields[0]}"]=${fields[1]}
        ;;
      acl)
        [[ ${#fields[@]} -eq 6 && "${fields[0]} ${fields[1]} ${fields[2]}" =~ ^(allow|deny)\ (topic|group|transactional-id|cluster)\ (literal|prefixed)$ &&
          ${fields[3]} =~ ^[[:graph:]]+$ && ${fields[4]} =~ ^[[:graph:]]+$ && ${fields[5]} =~ ^[A-Za-z]+(,[A-Za-z]+)*$ ]] ||
          fail 2 "$USERS_FILE:$line: not acl, name, allow|deny, type, literal|prefixed, resource, host, operation,..."
        for operation in ${fields[5]//,/ }; do
          want_acl["$(rule "$(principal "$name")" "$(listed "${fields[0]}")" "$(listed "${fields[1]}")" "$(listed "${fields[2]}")" \
            "${fields[4]}" "${fields[3]}" "$(listed "$operation")")"]=$operation
        done
        ;;
    esac
  done <"$USERS_FILE"
  for name in "${names[@]}"; do
    [[ ${want_policy[$name]} == keep || -n $REGISTRY_TOPIC ]] || fail 2 "$name has the policy delete: set REGISTRY_TOPIC"
    if [[ ${want_kind[$name]} == scram-sha-512 && -n $PASSWORDS_DIR ]]; then read_password "$name"; fi
  done
}

read_password() { # USER
  [[ -n $LOGIN_CLIENT_CONFIG ]] || fail 2 "$1 has a password: set LOGIN_CLIENT_CONFIG"
  [[ -f $PASSWORDS_DIR/$1 && -r $PASSWORDS_DIR/$1 ]] || fail 2 "cannot read the password of $1: $PASSWORDS_DIR/$1"
  password[$1]=$(<"$PASSWORDS_DIR/$1")
  [[ -n ${password[$1]} && ${password[$1]} != *[![:ascii:]]* && ${password[$1]} != *[[:cntrl:]\"\\]* ]] ||
    fail 2 "the password of $1 is empty, or not printable ASCII without \" and \\"
}

read_actual() {
  local line type='' resource='' pattern='' name values pair
  local head='resourceType=([A-Z_]+), name=(.*), patternType=([A-Z]+)\)'
  local entry='\(principal=User:(.*), host=(.*), operation=([A-Z_]+), permissionType=([A-Z]+)\)'
  retry '' tool kafka-acls --command-config --list || fail $? "cannot read the ACLs: $why"
  while IFS= read -r line; do
    if [[ $line =~ $head ]]; then
      type=${BASH_REMATCH[1]} resource=${BASH_REMATCH[2]} pattern=${BASH_REMATCH[3]}
    elif [[ $type == @(TOPIC|GROUP|TRANSACTIONAL_ID|CLUSTER) && $line =~ $entry ]]; then
      is_acl["$(rule "${BASH_REMATCH[1]}" "${BASH_REMATCH[4]}" "$type" "$pattern" "${BASH_REMATCH[2]}" "$resource" "${BASH_REMATCH[3]}")"]=1
    fi
  done <"$work/out"
  if [[ $PASSWORDS == elsewhere ]] && ((${#want_quota[@]} == 0)); then return 0; fi
  retry '' tool kafka-configs --command-config --describe --entity-type users || fail $? "cannot read the users: $why"
  while IFS= read -r line; do
    if [[ $line =~ ^SCRAM\ credential\ configs\ for\ user-principal\ \'(.*)\'\ are\ .*SCRAM-SHA-512= ]]; then
      is_scram[${BASH_REMATCH[1]}]=1
    elif [[ $line =~ ^Quota\ configs\ for\ user-principal\ \'([^\']*)\'\ are\ (.*)$ ]]; then
      name=${BASH_REMATCH[1]} values=${BASH_REMATCH[2]}
      for pair in ${values//, / }; do is_quota["$name ${pair%%=*}"]=${pair#*=}; done
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

registry_exists() {
  [[ -n $REGISTRY_TOPIC ]] || return 1
  retry '' tool kafka-topics --command-config --list || fail $? "cannot read the topics: $why"
  grep -qxF -- "$REGISTRY_TOPIC" "$work/out"
}

read_registry() {
  local mark user policy
  has_registry=false
  registry_exists || return 0
  has_registry=true
  retry '' registry_records || fail $? "cannot read the registry $REGISTRY_TOPIC: $why"
  while IFS=$'\t' read -r mark user policy; do
    [[ $mark == record && $user =~ $user_name ]] || continue
    if [[ $policy == delete ]]; then registered[$user]=$policy; else unset "registered[$user]"; fi
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

canonical() { # as Kafka shows it: lists without spaces, numbers in one form
  local value=${1//*( ),*( )/,}
  value=${value##*( )} value=${value%%*( )}
  [[ ! $value =~ ^[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$ || ${#value} -ge 15 ]] || LC_ALL=C printf -v value '%.15g' "$value"
  printf '%s' "$value"
}
same() { [[ $1 == "$2" || $(canonical "$1") == "$(canonical "$2")" ]]; }

write_registry() { # RECORD...: "topic<tab>delete", or "topic<tab>-" to remove it; replaces the calling shell
  tool kafka-console-producer --producer.config --topic "$REGISTRY_TOPIC" --sync --property parse.key=true \
    --property null.marker=- < <(printf '%s\n' "$@")
}

# Write the file's removal policies to the registry first, so that no later run acts on an older policy.
remember() {
  local name line records=() lines=()
  for name in "${names[@]}"; do
    if [[ ${want_policy[$name]} == delete && ! -v registered[$name] ]]; then
      records+=("$name"$'\t'delete) lines+=("registered $name: deleted once the file no longer lists it")
    elif [[ ${want_policy[$name]} == keep && -v registered[$name] ]]; then
      records+=("$name"$'\t-') lines+=("released $name: kept once the file no longer lists it")
    fi
  done
  ((${#records[@]})) || return 0
  if [[ $has_registry == false ]]; then
    attempt "$REGISTRY_TOPIC" 'already exists' tool kafka-topics --command-config --create "--topic=$REGISTRY_TOPIC" \
      --partitions 1 --config=cleanup.policy=compact || return 0
    report "created $REGISTRY_TOPIC (1 partitions)"
  fi
  attempt "$REGISTRY_TOPIC" '' write_registry "${records[@]}" || return 0
  for line in "${lines[@]}"; do report "$line"; done
}

# kafka-acls.sh changes many resources in one call if all else is equal: one call for each such group of rules.
change_acls() { # USER --add|--remove RULE...
  local user=$1 action=$2 item principal permission type pattern host resource operation group option shown words
  local -A operations=() resources=() # operations["all but operation"], resources["all but resource"], of one action
  for item in "${@:3}"; do
    IFS=$'\t' read -r principal permission type pattern host resource operation <<<"$item"
    operations["$(rule "$principal" "$permission" "$type" "$pattern" "$host" "$resource")"]+=" $operation"
  done
  for item in "${!operations[@]}"; do
    IFS=$'\t' read -r principal permission type pattern host resource <<<"$item"
    operation=$(tr ' ' '\n' <<<"${operations[$item]# }" | sort | paste -sd ' ')
    resources["$(rule "$principal" "$permission" "$type" "$pattern" "$host" "$operation")"]+="$resource"$'\n'
  done
  while IFS= read -r group; do
    [[ -n $group ]] || continue
    IFS=$'\t' read -r principal permission type pattern host operation <<<"$group"
    words=("--${permission,,}-principal" "User:$principal" "--${permission,,}-host" "$host" --resource-pattern-type "${pattern,,}")
    for item in $operation; do words+=(--operation "$(spoken "$item")"); done
    while IFS= read -r resource; do
      if [[ $type == CLUSTER ]]; then words+=(--cluster); else option=${type//_/-} && words+=("--${option,,}=$resource"); fi
    done <<<"${resources[$group]%$'\n'}"
    shown="$permission $operation on $type $(sort <<<"${resources[$group]%$'\n'}" | paste -sd ' ') ($pattern, from $host)"
    if attempt "$user" '' tool kafka-acls --command-config "$action" --force "${words[@]}"; then
      if [[ $action == --add ]]; then report "granted $user: $shown"; else report "revoked $user: $shown"; fi
      touched[$user]=1
    fi
  done < <(printf '%s\n' "${!resources[@]}" | sort)
}

rights_of() { # USER: grants missing rights, and revokes rights that the file does not give
  local user=$1 item missing=() surplus=()
  for item in "${!want_acl[@]}"; do
    if [[ $item == "$(principal "$user")"$'\t'* && ! -v is_acl[$item] ]]; then missing+=("$item"); fi
  done
  for item in "${!is_acl[@]}"; do
    if [[ $item == @("$user"|"CN=$user")$'\t'* && ! -v want_acl[$item] ]]; then surplus+=("$item"); fi
  done
  if ((${#missing[@]})); then change_acls "$user" --add "${missing[@]}"; fi
  if ((${#surplus[@]})); then change_acls "$user" --remove "${surplus[@]}"; fi
}

quotas_of() { # USER
  local user=$1 entity key set=() drop=() lines=() options line
  for entity in "$user" "CN=$user"; do
    set=() drop=() lines=() options=()
    for key in "${!want_quota[@]}"; do
      [[ $key == "$entity "* ]] || continue
      if [[ -v is_quota[$key] ]] && same "${is_quota[$key]}" "${want_quota[$key]}"; then continue; fi
      set+=("${key#* }=${want_quota[$key]}") lines+=("changed $user: ${key#* } ${is_quota[$key]-unlimited} → ${want_quota[$key]}")
    done
    for key in "${!is_quota[@]}"; do
      if [[ $key != "$entity "* || -v want_quota[$key] ]]; then continue; fi
      drop+=("${key#* }") lines+=("changed $user: ${key#* } ${is_quota[$key]} → unlimited")
    done
    ((${#lines[@]})) || continue
    ((${#set[@]} == 0)) || options+=(--add-config "$(IFS=, && printf '%s' "${set[*]}")")
    ((${#drop[@]} == 0)) || options+=(--delete-config "$(IFS=, && printf '%s' "${drop[*]}")")
    if attempt "$user" '' tool kafka-configs --command-config --alter --entity-type users "--entity-name=$entity" "${options[@]}"; then
      for line in "${lines[@]}"; do report "$line"; done
      touched[$user]=1
    fi
  done
}

set_password() { # USER: through a pipe, so that no command line contains the password; replaces the calling shell
  tool kafka-configs --command-config --alter --entity-type users "--entity-name=$1" \
    --add-config-file <(printf 'SCRAM-SHA-512=password=%s\n' "${password[$1]}")
}
drop_password() { tool kafka-configs --command-config --alter --entity-type users "--entity-name=$1" --delete-config SCRAM-SHA-512; } # USER

# shellcheck disable=SC2317 # tool calls client_config
login() { # USER: a call that needs no rights; replaces the calling shell
  local user=$1
  KAFKA_BOOTSTRAP_SERVERS=$LOGIN_BOOTSTRAP_SERVERS
  client_config() {
    printf 'default.api.timeout.ms=20000\nrequest.timeout.ms=15000\nsasl.mechanism=SCRAM-SHA-512\n'
    printf 'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";\n' \
      "$user" "${password[$user]}"
    cat "$LOGIN_CLIENT_CONFIG"
  }
  tool kafka-topics --command-config --list
}

password_of() { # USER
  local user=$1 code=0
  if [[ ${want_kind[$user]} == tls ]]; then
    if [[ $PASSWORDS == kafka && -v is_scram[$user] ]] && attempt "$user" 'not found|does not exist' drop_password "$user"; then
      report "changed $user: no longer logs in by password" && touched[$user]=1
    fi
    return 0
  fi
  [[ -v password[$user] ]] || return 0
  if [[ -v is_scram[$user] ]]; then
    retry '' login "$user" || code=$?
    if ((code == 0)); then return 0; fi
    if [[ $code != 4 || $why != *SaslAuthenticationException* ]]; then failed "$code" "$user" && return 0; fi
  fi
  attempt "$user" '' set_password "$user" || return 0
  if [[ -v is_scram[$user] ]]; then report "changed $user: password" && touched[$user]=1
  else report "created $user" && touched[$user]=created; fi
}

delete_removed() {
  local user key rules records=() before
  for user in "${!registered[@]}"; do
    if [[ -v want_kind[$user] ]]; then continue; fi
    before=${count[failed]}
    if [[ $PASSWORDS == kafka && -v is_scram[$user] ]]; then attempt "$user" 'not found|does not exist' drop_password "$user" || continue; fi
    quotas_of "$user"
    rules=()
    for key in "${!is_acl[@]}"; do if [[ $key == @("$user"|"CN=$user")$'\t'* ]]; then rules+=("$key"); fi; done
    if ((${#rules[@]})); then change_acls "$user" --remove "${rules[@]}"; fi
    ((count[failed] == before)) || continue
    report "deleted $user" && count[deleted]+=1
    records+=("$user"$'\t-')
  done
  ((${#records[@]} == 0)) || attempt "$REGISTRY_TOPIC" '' write_registry "${records[@]}" || true
}

read_wanted
read_actual
read_registry
remember
for name in "${names[@]}"; do
  before=${count[failed]}
  rights_of "$name"
  quotas_of "$name"
  password_of "$name"
  if [[ ${touched[$name]-} == created ]]; then count[created]+=1
  elif [[ -v touched[$name] ]]; then count[changed]+=1
  elif ((count[failed] == before)); then count[unchanged]+=1; fi
done
delete_removed
printf 'unchanged %d\nsummary:' "${count[unchanged]}"
for outcome in created changed deleted unchanged failed; do printf ' %s %d' "$outcome" "${count[$outcome]}"; done
printf '%s\n' "${would:+ (dry run: nothing was done)}"
((status == 0)) || exit "$status"

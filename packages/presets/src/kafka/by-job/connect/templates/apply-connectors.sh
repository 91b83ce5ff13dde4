#!/usr/bin/env bash
# apply-connectors.sh [--dry-run]: makes the connectors of a Kafka Connect cluster (Kafka 3.5 to 4.x) match files, through
# its REST API, with only bash and curl. Environment:
#   CONNECT_URL     URL of the REST API, such as http://connect-connect-api:8083
#   CONNECTORS_DIR  folder with connectors.tsv, tab separated: name, running, paused or stopped; and NAME.json for each connector: its
#                   configuration, texts by key, including "streamform.owner"
#   OWNER           value of "streamform.owner": the script deletes a connector with this value if the files no longer have it, and
#                   never changes a connector with another value
#   RETRY_SECONDS   total time to wait for workers that do not answer, and for connectors to reach their state (300)
# The script validates a configuration before it sends it, and sends it only if it differs. It restarts failed connectors and tasks at most three times.
# Exit codes: 0 the connectors match the files; 1 a connector does not, the others do; 2 wrong usage or input; 5 the REST API did not
# answer within RETRY_SECONDS.
set -euo pipefail
shopt -s extglob

script=apply-connectors

# include begin.sh

: "${CONNECT_URL:=}" "${CONNECTORS_DIR:=/etc/streamform}" "${OWNER:=}"
connector_name='^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'
[[ -n $CONNECT_URL ]] || fail 2 "CONNECT_URL is not set"
[[ $OWNER =~ $connector_name ]] || fail 2 "OWNER is not an environment's name: $OWNER"
[[ -r $CONNECTORS_DIR/connectors.tsv ]] || fail 2 "cannot read $CONNECTORS_DIR/connectors.tsv"
command -v curl >/dev/null || fail 2 "there is no curl"

names=() status=0 waited=0 code=0 why=''
declare -A want_state=()
declare -Ai count=([created]=0 [changed]=0 [deleted]=0 [unchanged]=0 [failed]=0)

text='"([^"\\]|\\.)*"' # of JSON

pairs() { # FILE: the texts of a JSON object, one key and value on each line
  grep -oE "$text *: *$text" "$1" | sed -E "s/^($text) *: */\1:/" | LC_ALL=C sort || true
}
key_of() { sed -nE "s/^\"($2)\":\"(.*)\"\$/\2/p" <<<"$1"; } # PAIRS KEY: the key's value, escaped as in JSON

read_wanted() {
  local name state line=0
  while IFS=$'\t' read -r name state || [[ -n $name ]]; do
    line=$((line + 1))
    [[ $name =~ $connector_name && $state =~ ^(running|paused|stopped)$ ]] ||
      fail 2 "connectors.tsv:$line: not a connector's name and running, paused or stopped"
    [[ ! -v want_state[$name] ]] || fail 2 "connectors.tsv:$line: $name is listed twice"
    [[ -r $CONNECTORS_DIR/$name.json ]] || fail 2 "cannot read $CONNECTORS_DIR/$name.json"
    [[ $(key_of "$(pairs "$CONNECTORS_DIR/$name.json")" 'streamform\.owner') == "$OWNER" ]] ||
      fail 2 "$name.json does not have streamform.owner $OWNER"
    names+=("$name") want_state[$name]=$state
  done <"$CONNECTORS_DIR/connectors.tsv"
}

pause() { # SECONDS: all waits share one time limit
  waited=$((waited + $1))
  ((waited <= RETRY_SECONDS)) || return 1
  sleep "$1"
}

message() { # the error message of an answer
  local said
  said=$(sed -nE "s/.*\"message\" *: *\"(([^\"\\]|\\\\.)*)\".*/\1/p" "$work/body" | sed -n 1p)
  printf '%.400s' "${said:-status $code}" | sed -E 's/(([Pp]assword|[Ss]ecret)[^=]*=).*/\1.../'
}

# Repeats a request until there is an answer. Workers refuse during a rebalance (409), and do not answer while they start or have no leader.
ask() { # METHOD PATH [FILE]: sets code to the status and writes the answer to $work/body
  local began options=(--silent --show-error --max-time 100 --output "$work/body" --write-out '%{http_code}' --request "$1")
  [[ -z ${3-} ]] || options+=(--header 'Content-Type: application/json' --data-binary "@$3")
  while true; do
    began=$SECONDS
    : >"$work/body"
    code=$(curl "${options[@]}" "$CONNECT_URL$2" 2>"$work/err") || code=000
    case $code in
      000) why=$(sed -n 1p "$work/err") ;;
      409 | 502 | 503 | 504) why=$(message) ;;
      404) # a worker that has just started knows no paths; later a 404 has an error_code
        why='the worker is still starting'
        ! grep -q '"error_code"' "$work/body" || return 0
        ;;
      500)
        why=$(message)
        [[ $why =~ timed\ out|[Tt]imeout|[Rr]ebalanc|[Ll]eader|Cannot\ complete\ request ]] || return 0
        ;;
      *) return 0 ;;
    esac
    waited=$((waited + SECONDS - began))
    printf 'waiting for Kafka Connect (for %d s more at most): %s\n' $((RETRY_SECONDS > waited ? RETRY_SECONDS - waited : 0)) "$why" >&2
    pause 3 || fail 5 "Kafka Connect did not answer within $RETRY_SECONDS s of waiting: $why"
  done
}

report() { printf '%s%s\n' "$would" "$1"; }
failed() { # NAME WHY: the script continues with the other connectors
  printf 'failed %s: %s\n' "$1" "$2"
  count[failed]+=1
  status=1
}
change() { # NAME METHOD PATH [FILE]
  [[ -z $would ]] || return 0
  ask "${@:2}"
  [[ $code == 2* ]] || { failed "$1" "$(message)" && return 1; }
}

# Of a credential, only the name is printed, because Connect's message may contain the value.
refusals() { # NAME: from the answer to a validation
  local list="\[($text,?)*\]" entry key
  while IFS= read -r entry; do
    key=$(sed -nE 's/^\{"name":"([^"]*)".*/\1/p' <<<"$entry")
    if grep -qE "^\"${key//./\\.}\":\".*[$][{]" <<<"$(pairs "$CONNECTORS_DIR/$1.json")"; then printf '%s is refused; ' "$key"
    else printf '%s: %s; ' "$key" "$(sed -E "s/.*\"errors\":\[(($text,?)*)\]\$/\1/" <<<"$entry")"; fi
  done < <(grep -oE "\{\"name\":$text,\"value\":(null|$text),\"recommended_values\":$list,\"errors\":\[($text,?)+\]" "$work/body")
}

valid() { # NAME PAIRS
  ask PUT "/connector-plugins/$(key_of "$2" 'connector\.class')/config/validate" "$CONNECTORS_DIR/$1.json"
  [[ $code == 2* ]] || { failed "$1" "$(message)" && return 1; }
  grep -q '"error_count":0[,}]' "$work/body" || { failed "$1" "$(refusals "$1")" && return 1; }
}

configure() { # NAME: sets outcome
  local name=$1 want is keys
  want=$(pairs "$CONNECTORS_DIR/$name.json")
  ask GET "/connectors/$name/config"
  case $code in
    200) is=$(pairs "$work/body") ;;
    404) is='' ;;
    *) failed "$name" "$(message)" && return 1 ;;
  esac
  outcome=unchanged
  [[ $is != "$want" ]] || return 0
  valid "$name" "$want" || return 1
  change "$name" PUT "/connectors/$name/config" "$CONNECTORS_DIR/$name.json" || return 1
  if [[ -z $is ]]; then
    outcome=created
    report "created $name"
  else
    outcome=changed
    keys=$(LC_ALL=C comm -3 <(printf '%s\n' "$is") <(printf '%s\n' "$want") | grep -oE "^[[:space:]]*$text" | tr -d '\t"' | sort -u | paste -sd ' ')
    report "changed $name: $keys"
  fi
}

state_of() { sed -nE 's/.*"connector":\{"state":"([A-Z_]+)".*/\1/p' "$work/body"; }
tasks_of() { grep -oE '"id":[0-9]+,"state":"[A-Z_]+"' "$work/body" | sed -E 's/.*"([A-Z_]+)"$/\1/' || true; } # the state of each task

reason() { # the first line of the first trace
  local trace
  trace=$(grep -oE "\"trace\":$text" "$work/body" | sed -n 1p | sed -E 's/^"trace":"//; s/\\[nr].*//; s/"$//')
  printf '%.400s' "$trace" | sed -E 's/(([Pp]assword|[Ss]ecret)[^=]*=).*/\1.../'
}

# Brings a connector to its state, and restarts it or its tasks if they failed.
settle() { # NAME: sets outcome to changed if it changed the connector
  local name=$1 want=${want_state[$1]} verb state tasks tries=0 asked=''
  case $want in running) verb=resume ;; paused) verb=pause ;; stopped) verb=stop ;; esac
  while true; do
    ask GET "/connectors/$name/status"
    state=$(state_of) tasks=$(tasks_of)
    if [[ $code == 404 ]]; then state=UNASSIGNED
    elif [[ $code != 200 ]]; then failed "$name" "$(message)" && return 1; fi
    if [[ $want == running && ($state == FAILED || $'\n'$tasks == *$'\nFAILED'*) ]]; then
      ((tries < 3)) || { failed "$name" "$(reason)" && return 1; }
      tries=$((tries + 1))
      report "restarted failed parts of $name: $(reason)"
      change "$name" POST "/connectors/$name/restart?includeTasks=true&onlyFailed=true" || return 1
    elif [[ ${state,,} != "$want" && -z $asked && $state != @(UNASSIGNED|RESTARTING) ]]; then
      report "changed $name: ${state,,} → $want"
      change "$name" PUT "/connectors/$name/$verb" || return 1
      asked=1
    elif [[ ${state,,} == "$want" && ($want != running || ! $'\n'$tasks =~ $'\n'(UNASSIGNED|RESTARTING|PAUSED)) ]]; then
      [[ $outcome == created || $tries == 0 && -z $asked ]] || outcome=changed
      return 0
    fi
    [[ -z $would ]] || { outcome=changed && return 0; }
    pause 3 || { failed "$name" "it is ${state,,} and its tasks are ${tasks:-none}" && return 1; }
  done
}

delete_removed() {
  local name all
  ask GET /connectors
  [[ $code == 200 ]] || fail 5 "cannot list the connectors: $(message)"
  mapfile -t all < <(grep -oE "$text" "$work/body" | tr -d '"')
  for name in "${all[@]}"; do
    [[ $name =~ $connector_name && ! -v want_state[$name] ]] || continue
    ask GET "/connectors/$name/config"
    [[ $code == 200 && $(key_of "$(pairs "$work/body")" 'streamform\.owner') == "$OWNER" ]] || continue
    change "$name" DELETE "/connectors/$name" || continue
    report "deleted $name" && count[deleted]+=1
  done
}

read_wanted
for name in "${names[@]}"; do
  configure "$name" || continue
  if [[ $outcome != unchanged && -z $would ]]; then sleep 5; fi # the status is old for a moment after a change
  if [[ $outcome == unchanged || -z $would ]]; then settle "$name" || continue; fi
  count[$outcome]+=1
done
delete_removed
printf 'summary:'
for outcome in created changed deleted unchanged failed; do printf ' %s %d' "$outcome" "${count[$outcome]}"; done
printf '%s\n' "${would:+ (dry run: nothing was done)}"
exit "$status"

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

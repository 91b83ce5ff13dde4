declare -Ai count=([created]=0 [changed]=0 [deleted]=0 [unchanged]=0 [refused]=0 [failed]=0)

report() { printf '%s%s\n' "$would" "$1"; }
change() { [[ -n $would ]] || retry "$@"; } # DONE COMMAND...
attempt() { change "${@:2}" || { failed $? "$1" && return 1; }; } # TOPIC DONE COMMAND...

failed() { # CODE TOPIC: the others go on, unless they would fare alike
  printf 'failed %s: %s\n' "$2" "$why"
  count[failed]+=1
  (($1 != 5)) || fail 5 "Kafka did not serve within $RETRY_SECONDS s of waiting; run again to go on from here"
  [[ $1 != 4 || $why == *Authorization* ]] || fail 4 "Kafka does not let us in: $why"
  ((status == 4)) || status=$1
}

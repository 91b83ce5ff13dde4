canonical() { # as Kafka shows it: lists without spaces, numbers in one form
  local value=${1//*( ),*( )/,}
  value=${value##*( )} value=${value%%*( )}
  [[ ! $value =~ ^[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$ || ${#value} -ge 15 ]] || LC_ALL=C printf -v value '%.15g' "$value"
  printf '%s' "$value"
}
same() { [[ $1 == "$2" || $(canonical "$1") == "$(canonical "$2")" ]]; }

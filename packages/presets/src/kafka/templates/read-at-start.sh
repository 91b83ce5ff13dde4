# READ_AT_START names files of mounted Secrets, separated by blanks, that the process reads only when it starts. What it has read is kept, so
# that a probe can tell when there is something new, such as a renewed certificate.
remember_files() {
  local paths && read -ra paths <<<"$READ_AT_START"
  cat -- "${paths[@]}" </dev/null >/tmp/read-at-start
}
files_are_as_read() {
  local paths && read -ra paths <<<"$READ_AT_START"
  [[ $(cat -- "${paths[@]}" </dev/null) == "$(</tmp/read-at-start)" ]]
}

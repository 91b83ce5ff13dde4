# READ_AT_START names files of mounted Secrets, separated by blanks, that the process reads only when it starts. Their checksums are kept, so
# that a probe notices a new file, such as a renewed certificate.
remember_files() {
  local paths && read -ra paths <<<"$READ_AT_START"
  cat -- "${paths[@]}" </dev/null >/tmp/read-at-start
}
files_are_as_read() {
  local paths && read -ra paths <<<"$READ_AT_START"
  [[ $(cat -- "${paths[@]}" </dev/null) == "$(</tmp/read-at-start)" ]]
}

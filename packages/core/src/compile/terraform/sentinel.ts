/**
 * Text of a spec must never be read as an expression: neither by cdktf, which looks for its tokens in every string (`${`, `#{` in
 * lists, `&{` in keys), nor by Terraform (`${` and `%{`). So the characters before a brace are kept from it by a character that no spec
 * can hold (the loader refuses it) before a component sees the text, and put back, escaped, when the stack is written. One at
 * the end of a text is treated alike: the component may put a brace behind it.
 */
const sentinel = "\uFFFF";

/** Takes apart what cdktf or Terraform would read as the beginning of an expression. */
export function protect(text: string): string {
  return text.replace(/([$%#&])(?=\{|$)/g, `$1${sentinel}`);
}

/** Undoes `protect`. */
export function unprotected(text: string): string {
  return text.replaceAll(sentinel, "");
}

/** Writes what `protect` took apart as Terraform does: `$${` and `%%{` where a brace follows, else as it was. */
export function escaped(text: string): string {
  return unprotected(text.replace(/([$%])\uFFFF(?=\{)/g, "$1$1"));
}

/**
 * Text of a spec must never be read as an expression: neither by cdktf, which looks for its tokens in every string, nor by
 * Terraform. So `${` and `%{` are taken apart by a character that no spec can hold (the loader refuses it) before a component sees the
 * text, and put back, escaped, when the stack is written.
 */
const sentinel = "\uFFFF";

/** Takes apart what Terraform would read as the beginning of an expression. */
export function protect(text: string): string {
  return text.replace(/([$%])(?=\{)/g, `$1${sentinel}`);
}

/** Writes what `protect` took apart as Terraform's escapes, `$${` and `%%{`. */
export function unprotect(text: string): string {
  return text.replace(/([$%])\uFFFF/g, "$1$1");
}

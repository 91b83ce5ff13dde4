/**
 * Text that a container finds in its variable as it is: the kubelet replaces `$(NAME)`, makes one dollar of two, and tears a character of
 * several bytes apart that follows a dollar. A doubled dollar always stands for one.
 *
 * Source: Kubernetes, third_party/forked/golang/expansion/expand.go
 */
export function literalVariable(text: string): string {
  return text.replace(/\$(?=[$(\u0080-\uffff])/g, "$$$$");
}

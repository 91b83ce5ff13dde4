/**
 * Escapes a text, so that a container finds it unchanged in its variable. The kubelet replaces `$(NAME)`, turns two dollars into one, and
 * breaks a character of several bytes after a dollar. A doubled dollar always becomes one dollar.
 *
 * Source: Kubernetes, third_party/forked/golang/expansion/expand.go
 */
export function literalVariable(text: string): string {
  return text.replace(/\$(?=[$(\u0080-\uffff])/g, "$$$$");
}

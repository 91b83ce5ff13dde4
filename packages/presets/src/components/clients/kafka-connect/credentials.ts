/** Keys of configuration that hold a credential. */
const credentialKey =
  /(^|[._-])(password|passwd|user[._-]info|passphrase|secret|token|credential|credentials|apikey|api[._-]?key|(access|private|secret|ssl)[._-]?key|keystore[._-]key|jaas[._-]config)([._-]value)?$/i;
/** Credentials within a value: a user's in an address, a password's in a line of JAAS. */
const credentialValue = /:\/\/[^/\s:@]+:[^/\s@$]+@|password\s*=\s*"?[^\s"$;&]/i;

/** Whether a setting contains a credential as text. A reference to a config provider, `${provider:…}`, does not. */
export function showsCredential(key: string, value: string): boolean {
  if (/\$\{[^}]+:[^}]*\}/.test(value)) return false;
  return (value !== "" && credentialKey.test(key)) || credentialValue.test(value);
}

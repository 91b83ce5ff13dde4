/** Name of the environment's CA: of its certificate, and of the Secret that holds it. */
export const caName = "kafka-ca";
/** Issuer that signs by it. */
export const issuerName = "kafka-ca";

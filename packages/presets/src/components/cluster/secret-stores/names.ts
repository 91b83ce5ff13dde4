/** Store over the SSM parameters that Terraform publishes. */
export const parameterStore = "streamform-parameters";
/** Store over Secrets Manager. */
export const secretStore = "streamform-secrets";

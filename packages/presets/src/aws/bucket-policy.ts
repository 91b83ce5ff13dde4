/** A bucket's statement that refuses connections in the clear. */
export function denyWithoutTls(arn: string) {
  return {
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  } as const;
}

/** A role's statement that lets it write and read objects that S3 encrypts by a key, through S3 alone; none where there is no key. */
export function useOfKey(key: string | undefined, region: string) {
  return key === undefined
    ? []
    : [
        {
          Sid: "Key",
          Effect: "Allow",
          Action: ["kms:GenerateDataKey", "kms:Decrypt"],
          Resource: key,
          Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
        } as const,
      ];
}

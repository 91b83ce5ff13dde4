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

/** A role's statement that allows the use of a bucket's KMS key through S3 only; none without a key. */
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

/** What MSK itself attaches to a secret that is associated with a cluster, in its spelling: written here, it is no difference to the next plan. */
export function readableByMsk(secretArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AWSKafkaResourcePolicy",
        Effect: "Allow",
        Principal: { Service: "kafka.amazonaws.com" },
        Action: "secretsmanager:getSecretValue",
        Resource: secretArn,
      },
    ],
  });
}

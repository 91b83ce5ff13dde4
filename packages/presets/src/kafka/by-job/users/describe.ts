import { type CostLine, codeSpan, type Diagram, type Step, type Summary, workloadKubectl } from "@streamform/core";
import { price } from "../../../versions/prices.js";
import { administratorOf } from "../../administrator.js";
import type { UsersDescribed } from "../../behaviour/users.js";
import { appliedUsers } from "./applied.js";
import { type Passwords, recoveryWindowInDays, withMadePassword } from "./passwords.js";

type Part = UsersDescribed;

/** What people read of users that a Job applies. */
export function describeUsers(passwords: Passwords) {
  return {
    summary: (part: Part): Summary =>
      Object.keys(appliedUsers(part.spec)).length === 0
        ? {}
        : { steps: [renew(part, passwords), runAgain(part), leftInKafka(part, passwords)] },
    cost,
    diagram,
  };
}

function kubectlOf({ environment }: Part): string {
  return `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
}

function leftInKafka(part: Part, passwords: Passwords): Step {
  const kept = Object.entries(part.spec)
    .filter(([, { onRemove }]) => onRemove === "keep")
    .map(([name]) => codeSpan(name));
  const now = kept.length === 0 ? "" : ` This applies to the present users ${kept.join(", ")}.`;
  const { environment } = part;
  return {
    when: "operation",
    title: "Delete users that the spec no longer has",
    text: `A user that you remove with \`onRemove: keep\`, the default, loses its Secret, and its secret in Secrets Manager if Streamform created it. In Kafka the user keeps its credentials, rights and quotas: anyone with a copy of its password can still log in. To delete these, set \`onRemove: delete\` before you remove the user. Or add the user to the spec again with \`onRemove: delete\`, and remove it once the Job has run. Secrets Manager reserves the name of a deleted secret for ${recoveryWindowInDays} days, and until then you cannot create the user again with a new password. The command frees the name for the user \`NAME\` and deletes the old password for good.${now}`,
    commands: [
      `aws secretsmanager delete-secret --region ${environment.aws.region} --secret-id ${passwords.secretOf(part, "NAME")} --force-delete-without-recovery`,
    ],
  };
}

function renew(part: Part, passwords: Passwords): Step {
  const { environment, spec } = part;
  const { region } = environment.aws;
  const kubectl = kubectlOf(part);
  const [example] = withMadePassword(spec);
  return {
    when: "operation",
    title: "Change a user's password",
    text: passwords.inKafka
      ? "Write a new value to the user's secret in Secrets Manager. External Secrets copies it to the cluster within an hour. Then run the Job again and restart the clients."
      : "Write a new value to the user's secret in Secrets Manager. The brokers read it within minutes, and External Secrets copies it to the cluster within an hour. Then restart the clients.",
    commands:
      example === undefined
        ? []
        : [
            `printf '{"username":"${example}","password":"%s"}' "$(aws secretsmanager get-random-password --region ${region} --password-length 48 --exclude-punctuation --query RandomPassword --output text)" | aws secretsmanager put-secret-value --region ${region} --secret-id ${passwords.secretOf(part, example)} --secret-string file:///dev/stdin`,
            `${kubectl} annotate externalsecrets ${example} force-sync="$(date +%s)" --overwrite`,
            `${kubectl} delete jobs --selector app.kubernetes.io/name=users`,
          ],
  };
}

function runAgain(part: Part): Step {
  const { delivery } = part.environment;
  const engine =
    delivery.engine === "flux"
      ? `Flux creates it again within ${delivery.interval}`
      : "Argo CD creates it again at once";
  const kubectl = kubectlOf(part);
  return {
    when: "operation",
    title: "Run the users' Job again",
    text: `The Job runs when users change in the spec. A Job that fails stays failed; its log says why. Fix the cause, then delete the Job: ${engine}. The Job is safe to run at any time. It changes only what differs from the spec, and revokes rights of these users that the spec does not give.`,
    commands: [
      `${kubectl} logs --selector app.kubernetes.io/name=users --tail=-1 --prefix`,
      `${kubectl} delete jobs --selector app.kubernetes.io/name=users`,
    ],
  };
}

function cost({ spec, environment }: Part): CostLine[] {
  const quantity = withMadePassword(spec).length;
  if (quantity === 0) return [];
  return [
    {
      item: "Passwords of Kafka users",
      quantity,
      unit: "secret-month",
      price: price(environment.aws.region, "secretsManager.secret")?.usd,
    },
  ];
}

function diagram({ spec, uses: { kafka } }: Part): Diagram {
  const administrator = administratorOf(kafka, "");
  if (!administrator || Object.keys(appliedUsers(spec)).length === 0) return { nodes: [], edges: [] };
  return {
    nodes: [{ id: "users", label: "Job that applies the users", group: "Kubernetes" }],
    edges: [
      ...(withMadePassword(spec).length > 0 ? [{ from: "external-secrets", to: "users" }] : []),
      { from: "users", to: "kafka", label: administrator.listener.name },
    ],
  };
}

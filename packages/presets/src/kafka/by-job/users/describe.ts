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
  const now = kept.length === 0 ? "" : ` Of the users that there are now it holds for ${kept.join(", ")}.`;
  const { environment } = part;
  return {
    when: "operation",
    title: "Clear up after users that the spec no longer has",
    text: `A user that is removed with \`onRemove: keep\`, the default, loses its Secret, and its secret in Secrets Manager where that was made here, but keeps in Kafka what it logs in with, its rights and its quotas: whoever has a copy of its password goes on. To take these away, say \`onRemove: delete\` before it is removed; or put it into the spec once more with that word, and remove it when the Job has run. A deleted secret holds its name for ${recoveryWindowInDays} days, in which the user cannot come back with a new one: the command gives the name of the user \`NAME\` free, and the old password away for good.${now}`,
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
    title: "Give a user another password",
    text: passwords.inKafka
      ? "Write a new value into its secret in Secrets Manager; once External Secrets has brought it, at most an hour later, run the Job again. Clients have to be started again."
      : "Write a new value into its secret in Secrets Manager: the brokers take it from there within minutes, and External Secrets within an hour. Clients have to be started again.",
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
    delivery.engine === "flux" ? `Flux makes it again within ${delivery.interval}` : "Argo CD makes it again at once";
  const kubectl = kubectlOf(part);
  return {
    when: "operation",
    title: "Run the users' Job again",
    text: `The Job runs whenever users change in the spec. One that gave up stays failed, with the reason in its log; what was wrong mended, delete it: ${engine}. It can be run at any time: what is right it leaves alone, and rights that somebody gave one of the users beside the spec it takes away.`,
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
    nodes: [{ id: "users", label: "Job that makes the users", group: "Kubernetes" }],
    edges: [
      ...(withMadePassword(spec).length > 0 ? [{ from: "external-secrets", to: "users" }] : []),
      { from: "users", to: "kafka", label: administrator.listener.name },
    ],
  };
}

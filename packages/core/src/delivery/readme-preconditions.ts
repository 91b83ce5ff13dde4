import type { Plan } from "../compile/plan.js";
import type { Precondition } from "../component/description.js";
import { code, plain, section } from "./markdown.js";
import { appliedUnits } from "./order.js";
import { engineNamespace, fluxNamespace } from "./repository.js";
import { stateBucketOf } from "../environment/state-bucket.js";

/** What must exist before the first step and is not made by this output: what the units rely on, and what their delivery relies on. */
export function preconditions(plan: Plan): string {
  const lines = [...engine(plan), ...secrets(plan), ...terraform(plan)].map(
    ({ title, text }) => `- **${title}**: ${text}\n`,
  );
  const declared = plan.preconditions.map(({ title, text }) => `- **${plain(title)}**: ${text.replace(/\s+/g, " ")}\n`);
  return section("What must exist", [...lines, ...declared].join(""));
}

function engine(plan: Plan): readonly Precondition[] {
  const namespace = code(engineNamespace(plan));
  if (plan.info.delivery.engine === "flux") {
    return [
      {
        title: "Flux 2.5 or newer",
        text: `with its source, kustomize, helm and notification controllers, in ${namespace}; \`flux check\` says so.`,
      },
    ];
  }
  const tracking =
    "It tracks resources by annotation, the default since 3.0: by label it would take volumes that operators make for its own and prune them.";
  return [
    {
      title: "Argo CD 3.0 or newer",
      text: `in ${namespace}. ${tracking} The repository is registered with it if it is private.`,
    },
  ];
}

function secrets(plan: Plan): readonly Precondition[] {
  const { delivery, kubernetes } = plan.info;
  const namespace = code(fluxNamespace(plan));
  const reads = delivery.engine === "flux" || appliedUnits(plan).some(({ kind }) => kind === "terraform");
  const cluster = code(kubernetes.kubeConfigSecret ?? "");
  return [
    ...(delivery.credentials && reads
      ? [
          {
            title: "Git credentials",
            text: `Secret ${code(delivery.credentials)} in ${namespace}, as Flux's GitRepository reads it.`,
          },
        ]
      : []),
    ...(kubernetes.kubeConfigSecret
      ? [
          {
            title: "Workload cluster",
            text:
              delivery.engine === "flux"
                ? `Secret ${cluster} in ${namespace} with its kubeconfig under the key \`value\`.`
                : `registered in Argo CD under the name ${cluster}.`,
          },
        ]
      : []),
    ...(delivery.alerts && delivery.engine === "flux"
      ? [
          {
            title: "Receiver of alerts",
            text: `Secret ${code(delivery.alerts.secret)} in ${namespace} with its \`address\`.`,
          },
        ]
      : []),
  ];
}

function terraform(plan: Plan): readonly Precondition[] {
  if (!plan.units.some(({ kind }) => kind === "terraform")) return [];
  const { aws, delivery, state } = plan.info;
  const bucket = state.create
    ? []
    : [
        {
          title: "State bucket",
          text: `S3 bucket ${code(stateBucketOf(plan.info))} in ${aws.region}, with versioning and encryption.`,
        },
      ];
  if (delivery.terraform === "pipeline") return bucket;
  const namespace = code(fluxNamespace(plan));
  const source = delivery.engine === "argocd" ? ", beside Flux's source-controller, from which it reads" : "";
  return [
    ...bucket,
    {
      title: "tofu-controller 0.16 or newer",
      text: `in ${namespace}${source}: chart \`tofu-controller\` from \`https://flux-iac.github.io/tofu-controller\`, with ${namespace} among \`runner.allowedNamespaces\`.`,
    },
    {
      title: "AWS credentials of the runner",
      text: `service account \`tf-runner\` in ${namespace} may create what the stacks hold in account ${code(aws.accountId)}, by EKS Pod Identity or IRSA.`,
    },
  ];
}

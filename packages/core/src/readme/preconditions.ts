import { terraformGroup } from "../compile/link.js";
import type { Plan } from "../compile/plan.js";
import { codeSpan } from "../component/code-span.js";
import type { Precondition } from "../component/description.js";
import { appliedUnits } from "../delivery/order.js";
import { engineNamespace, fluxNamespace, repositoryPath } from "../delivery/repository.js";
import { installsTerraformController } from "../delivery/terraform-controller.js";
import { stateBucketOf } from "../environment/state-bucket.js";
import { kubectl } from "./kubectl.js";
import { section } from "./markdown.js";

/** The objects that must exist before the first step, and that this output does not create: for the units and for their delivery. */
export function preconditions(plan: Plan): string {
  const delivery = [...machine(plan), ...engine(plan), ...secrets(plan), ...terraform(plan)];
  const runsIn = [engineNamespace(plan), ...(runsStacks(plan) ? [fluxNamespace(plan)] : [])];
  const declared = plan.preconditions.filter(({ namespace }) => namespace === undefined || !runsIn.includes(namespace));
  const lines = [...delivery, ...declared].map(({ title, text }) => `- **${line(title)}**: ${line(text)}\n`);
  return section("What must exist", [...new Set(lines)].join(""));
}

function line(markdown: string): string {
  return markdown.replace(/\s+/g, " ").trim();
}

function runsStacks(plan: Plan): boolean {
  return appliedUnits(plan).some(({ kind }) => kind === "terraform");
}

function machine(plan: Plan): readonly Precondition[] {
  const { aws, delivery, kubernetes } = plan.info;
  const context =
    kubectl(plan) === "kubectl"
      ? "its current context at the cluster"
      : `with the context ${codeSpan(kubernetes.context ?? "")}`;
  const versions = plan.units.flatMap((unit) => (unit.kind === "terraform" ? [unit.requiredVersion] : []));
  const stacks = versions.length > 0;
  const tools = [
    "`git` and a POSIX shell",
    `\`kubectl\`, ${context}`,
    ...(stacks ? [`the AWS command line, signed in to account ${codeSpan(aws.accountId)}`] : []),
    ...(stacks && delivery.terraform === "pipeline" ? [`Terraform or OpenTofu ${newest(versions)} or newer`] : []),
  ];
  return [{ title: "On your machine", text: `${tools.join("; ")}.` }];
}

/** The version that satisfies all constraints such as `>= 1.10.0`, written as `1.10`. */
function newest(versions: readonly string[]): string {
  const bare = versions.map((version) => version.replace(/^>= (\d+\.\d+)\.0$/, "$1"));
  return bare.reduce((a, b) => (a.localeCompare(b, "en", { numeric: true }) >= 0 ? a : b));
}

function engine(plan: Plan): readonly Precondition[] {
  const namespace = codeSpan(engineNamespace(plan));
  if (plan.info.delivery.engine === "flux") {
    return [
      {
        title: "Flux 2.5 or newer",
        text: `With its source, kustomize, helm and notification controllers, in ${namespace}. \`flux check\` verifies this.`,
      },
    ];
  }
  const tracking =
    "It must track resources by annotation, the default since 3.0. With tracking by label it would prune volumes that operators create.";
  return [
    {
      title: "Argo CD 3.0 or newer",
      text: `In ${namespace}. ${tracking} If the repository is private, register it in Argo CD.`,
    },
  ];
}

function secrets(plan: Plan): readonly Precondition[] {
  const { delivery, kubernetes } = plan.info;
  const namespace = codeSpan(fluxNamespace(plan));
  const reads = delivery.engine === "flux" || runsStacks(plan);
  const cluster = codeSpan(kubernetes.kubeConfigSecret ?? "");
  return [
    ...(delivery.credentials && reads
      ? [
          {
            title: "Git credentials",
            text: `Secret ${codeSpan(delivery.credentials)} in ${namespace}, as Flux's GitRepository reads it.`,
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
                : `Registered in Argo CD under the name ${cluster}.`,
          },
        ]
      : []),
    ...(delivery.alerts && delivery.engine === "flux"
      ? [
          {
            title: "Receiver of alerts",
            text: `Secret ${codeSpan(delivery.alerts.secret)} in ${namespace} with its \`address\`.`,
          },
        ]
      : []),
  ];
}

/** A component that installs tofu-controller itself describes the runner's needs. */
function terraform(plan: Plan): readonly Precondition[] {
  const { aws, delivery, state } = plan.info;
  const versions = plan.units.flatMap((unit) => (unit.kind === "terraform" ? [unit.requiredVersion] : []));
  const stacks = versions.length > 0;
  const bucket = {
    title: "State bucket",
    text: `S3 bucket ${codeSpan(stateBucketOf(plan.info))} in ${aws.region}, with versioning and encryption.`,
  };
  const namespace = codeSpan(fluxNamespace(plan));
  const source = {
    title: "Flux's source-controller (`source.toolkit.fluxcd.io`)",
    text: `In ${namespace}: tofu-controller reads the stacks from a GitRepository. \`flux install --components=source-controller\` is enough.`,
  };
  const controller = {
    title: `tofu-controller 0.16 or newer (\`${terraformGroup}\`)`,
    text: `In ${namespace}: chart \`tofu-controller\` from \`https://flux-iac.github.io/tofu-controller\`, with ${namespace} among \`runner.serviceAccount.allowedNamespaces\`.`,
  };
  const runner = {
    title: "AWS credentials of the runner",
    text: `The service account \`tf-runner\` in ${namespace} may use the state bucket and create the resources of the stacks in account ${codeSpan(aws.accountId)}, through EKS Pod Identity or IRSA.`,
  };
  const pipeline = {
    title: "A pipeline that applies the stacks",
    text: `You provide it. For every merged change it runs \`terraform init\` and \`terraform apply\` in each folder below ${codeSpan(repositoryPath(plan, "terraform"))}, in the order of the first steps. Its role may use the state bucket and create the resources of the stacks in account ${codeSpan(aws.accountId)}. Without a pipeline, a person runs the same commands.`,
  };
  return [
    ...(stacks && !state.create ? [bucket] : []),
    ...(stacks && delivery.terraform === "pipeline" ? [pipeline] : []),
    ...(runsStacks(plan) && delivery.engine === "argocd" ? [source] : []),
    ...(runsStacks(plan) && !installsTerraformController(plan) ? [controller, runner] : []),
  ];
}

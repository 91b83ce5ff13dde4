import { z } from "zod";
import { extra } from "./extra-spec.js";
import { durationText } from "./fields.js";
import { gitBranch, gitRepository } from "./git-fields.js";
import { hinted } from "./hinted.js";
import { patches } from "./patches-spec.js";
import { podFields } from "./pod-fields.js";
import { tags, tagValue } from "./tags.js";

const dnsLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const labelInWords =
  "a Kubernetes name has lower-case letters, digits and hyphens, and does not begin or end with a hyphen";

const aws = z
  .strictObject({
    accountId: z
      .string()
      .regex(/^\d{12}$/, "an AWS account id has twelve digits")
      .describe(
        "AWS account of all resources: twelve digits, quoted. The backend of the Terraform state refuses credentials of any other account.",
      ),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region looks like eu-central-1")
      .describe("AWS region, such as eu-central-1."),
    tags: tags()
      .default({})
      .describe(
        "Further tags of every AWS resource. The tags environment, owner, stage and managed-by are always set. At most 45; keys of 1 to 127 and values of up to 255 letters, digits, spaces and _ . : / = + - @. Default: none.",
      ),
  })
  .describe("AWS account, region and tags of the environment.");

const state = z
  .strictObject({
    bucket: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "an S3 bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens",
      )
      .optional()
      .describe("S3 bucket of the Terraform state. Default: streamform-state-<account>-<region>."),
    create: z
      .boolean()
      .default(true)
      .describe(
        "Whether the generated bootstrap script creates the bucket. false: it exists already, with versioning and encryption. Default: true.",
      ),
  })
  .prefault({})
  .describe("Storage of the Terraform state.");

/** Name of an EKS cluster. Source: Amazon EKS API reference, CreateCluster. */
const eksCluster = hinted(
  z
    .string()
    .max(100)
    .regex(
      /^[0-9A-Za-z][0-9A-Za-z_-]*$/,
      "an EKS cluster's name has letters, digits, - and _, and begins with a letter or digit",
    ),
  (text) => {
    const name = /^arn:[^:]+:eks:[^:]*:\d+:cluster\/([\w-]+)$/.exec(text)?.[1];
    return name === undefined ? undefined : `write only the name: ${name}`;
  },
);

const registryPath = z
  .string()
  .max(255)
  .regex(
    /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*$/,
    "a registry looks like registry.acme.example/mirror, without a scheme and without a slash at its end",
  );

const registry = z
  .strictObject({
    images: z
      .union([
        registryPath,
        z.record(
          z
            .string()
            .regex(/^[a-z0-9][a-z0-9.-]*(:\d+)?$/, "a registry's host looks like quay.io; Docker Hub is docker.io"),
          registryPath,
        ),
      ])
      .optional()
      .describe(
        "Registry of all images, such as registry.acme.example/mirror. It replaces the host: quay.io/acme/operator becomes registry.acme.example/mirror/acme/operator. Or a map of hosts, such as {quay.io: registry.acme.example/quay}. Default: the registries in the images' names.",
      ),
    charts: z
      .string()
      .max(255)
      .regex(/^(oci|https):\/\/[^\s/]+(\/[^\s]*)?$/, "a repository of charts begins with oci:// or https://")
      .optional()
      .describe(
        "Repository of all Helm charts, such as oci://registry.acme.example/charts. Default: each project's own repository.",
      ),
  })
  .describe("Your own registry for images and charts. Default: the projects' own registries.");

const kubernetes = z
  .strictObject({
    context: z
      .string()
      .min(1)
      .optional()
      .describe(
        "kubectl context of the cluster, for the commands in the environment's README. Default: the current context.",
      ),
    eksCluster: eksCluster
      .optional()
      .describe(
        "Name of the existing EKS cluster that runs the workloads. Required if pods need AWS permissions (EKS Pod Identity). Default: none.",
      ),
    namespace: z
      .string()
      .regex(dnsLabel, labelInWords)
      .max(63)
      .default("streaming")
      .describe("Namespace of the environment's workloads. Default: streaming."),
    kubeConfigSecret: z
      .string()
      .regex(dnsLabel, labelInWords)
      .optional()
      .describe(
        "For Flux, the Secret with the kubeconfig of a remote cluster, in the namespace of the Flux objects. For Argo CD, the name of the cluster in Argo CD. Default: the cluster that the GitOps engine runs in.",
      ),
    pods: z
      .strictObject(podFields)
      .optional()
      .describe(
        "Fields of all pods of the environment: those of its components, operators and charts. A component's own key of the same name has precedence. Default: none.",
      ),
    registry: registry.optional(),
  })
  .prefault({})
  .describe("The Kubernetes cluster that the workloads run in.");

const delivery = z
  .strictObject({
    engine: z.enum(["flux", "argocd"]).describe("GitOps engine that applies the output: flux or argocd."),
    repository: gitRepository().describe("Git repository of the output: an https:// or ssh:// URL."),
    branch: gitBranch().default("main").describe("Branch that the engine reconciles. Default: main."),
    path: z
      .string()
      .regex(
        /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/,
        "the path of a folder is relative to the repository's root, such as platform/generated: letters, digits, . _ and -, with / between folders",
      )
      .default("generated")
      .describe("Folder of the output in the repository, without the environment's name. Default: generated."),
    credentials: z
      .string()
      .regex(dnsLabel, labelInWords)
      .optional()
      .describe("Secret with the Git credentials, in the engine's namespace. Default: none, a public repository."),
    namespace: z
      .string()
      .regex(dnsLabel, labelInWords)
      .max(63)
      .optional()
      .describe("Namespace of the engine's objects. Default: flux-system for flux, argocd for argocd."),
    interval: durationText(["s", "m", "h"], { min: "1m", max: "24h" })
      .default("10m")
      .describe("How often the engine compares the cluster with Git, 1m to 24h. Default: 10m."),
    terraform: z
      .enum(["controller", "pipeline"])
      .default("controller")
      .describe(
        "Who runs Terraform: controller (tofu-controller in the cluster) or pipeline (your pull-request pipeline). Default: controller.",
      ),
    approval: z
      .enum(["manual", "auto"])
      .default("manual")
      .describe("Whether a Terraform plan waits for a person's approval before it is applied. Default: manual."),
    alerts: z
      .strictObject({
        provider: z
          .enum(["slack", "msteams", "generic"])
          .describe("Type of the receiver: a provider of Flux's notification-controller."),
        secret: z
          .string()
          .regex(dnsLabel, labelInWords)
          .describe("Secret with the receiver's address, in the engine's namespace."),
        channel: z
          .string()
          .optional()
          .describe("Channel, for receivers that have channels. Default: the receiver's default channel."),
      })
      .optional()
      .describe("Receiver of Flux's reports about failed reconciliations. Default: none."),
  })
  .describe("How the output reaches the cluster and AWS.");

/** The keys of every environment, on every platform. Each component adds one key. */
export const baseSpec = z.strictObject({
  apiVersion: z.literal("streamform/v1").describe("Version of the environment format: streamform/v1."),
  name: z
    .string()
    .regex(dnsLabel, "a name has lower-case letters, digits and hyphens, such as orders-dev")
    .max(40)
    .describe(
      "Name of the environment, and of its folder under generated/. Lower-case letters, digits and hyphens, at most 40.",
    ),
  platform: z.string().describe("Platform to generate; `streamform list platforms` lists them."),
  extends: z
    .array(z.string())
    .default([])
    .describe(
      "Files whose values this file inherits. Paths are relative to this file; later files win. Default: none.",
    ),
  owner: tagValue()
    .min(1)
    .describe(
      "Team that is responsible for the environment, and a tag of every AWS resource: letters, digits, spaces and _ . : / = + - @, at most 255.",
    ),
  stage: z
    .enum(["development", "production"])
    .default("development")
    .describe("development or production. Checks are stricter in production. Default: development."),
  aws,
  state,
  kubernetes,
  delivery,
  patches,
  extra,
  ignore: z
    .array(
      z.strictObject({
        check: z
          .string()
          .regex(/^SF\d{4}$/, "a check's code is SF and four digits, such as SF2203")
          .describe("Code of the check."),
        path: z
          .string()
          .optional()
          .describe(
            "Path of the spec to which the entry applies, with everything below it. Default: the whole environment.",
          ),
        reason: z.string().min(10).describe("Reason for ignoring the check, at least ten characters."),
      }),
    )
    .default([])
    .describe("Checks that do not apply here, each with its reason. Only checks (SF2…) can be ignored. Default: none."),
});

/** The resolved common part of an environment. */
export type BaseSpec = z.output<typeof baseSpec>;

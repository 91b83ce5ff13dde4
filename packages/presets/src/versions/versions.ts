/**
 * The one table of versions of everything that a Kafka platform on AWS deploys, with support windows; the checks read the same table. Parts
 * of components read it through their uses. Specs import it: the versions that a spec accepts are not part of the output.
 * A date is a calendar day in UTC.
 *
 * Looked up on 2026-11-21 in:
 * - Apache Kafka documentation, "Compatibility" and "Docker"; KIP-97 (older brokers) and KIP-896 (4.x clients need brokers from 2.1 on);
 *   endoflife.date, Apache Kafka, 2026-08-22. Image digests are not known to us
 * - Maven Central: aws-msk-iam-auth
 * - flux-iac/tofu-controller v0.16.5 and external-secrets/external-secrets v2.9.0: chart, values, CRDs, Dockerfiles, docs
 * - OpenTofu documentation, "Backend Type: s3"; endoflife.date, OpenTofu and Terraform, 2026-08-22
 * - fluxcd.io release announcements, argo-cd upgrade notes and sync options; endoflife.date, Flux and Argo CD, 2026-08-22
 * - strimzi/drain-cleaner at 1.6.0: chart and values; the release that goes with Strimzi 1.2.0 by its CHANGELOG
 * - MSK's own versions: see `msk-kafka.ts`; Kafka on Kubernetes: see `strimzi.ts`; the AWS command line: see `aws-cli.ts`;
 *   Schema Registry: see `schema-registry.ts`
 */

import { type VersionTable, versionTable } from "@streamform/core";
import { awsCli } from "./aws-cli.js";
import type { JavaLibrary } from "./jar.js";
import type { KafkaToolsImage } from "./kafka-tools.js";
import { type MskKafkaVersion, mskKafkaVersions } from "./msk-kafka.js";
import { schemaRegistry } from "./schema-registry.js";
import { staticFiles } from "./static-files.js";
import { type KafkaImage, kafkaImages, strimziKafkaVersions } from "./strimzi.js";
import type { Supported } from "./support.js";

/** A Helm chart, and the paths in its values that our output sets. */
export interface Chart {
  readonly name: string;
  /** Classic repository URL, for a `HelmRepository` of type default. */
  readonly repository: string;
  /** OCI registry folder that holds the chart, for type oci and for `OCIRepository`. */
  readonly ociRepository: string;
  readonly version: string;
  readonly appVersion: string;
  readonly released: string;
  /** Group and version of the custom resources that it serves. */
  readonly apiVersion: string;
  /** How its CRDs get in: as the chart's `crds/` folder (Helm never upgrades those by itself) or as templates. */
  readonly crds: "folder" | "templates";
  readonly values: Readonly<Record<string, string>>;
}

/** What an API or a field asks of the controller. */
export interface Since {
  readonly what: string;
  readonly since: string;
}

const table = {
  msk: {
    kafka: mskKafkaVersions,
  },
  strimzi: {
    /** Versions of Kafka that the operator of `charts.strimzi` supports. */
    kafka: strimziKafkaVersions,
  },
  images: {
    awsCli,
    kafka: kafkaImages,
    schemaRegistry,
    staticFiles,
    kafkaTools: [
      {
        repository: "apache/kafka",
        tag: "3.9.2",
        digest: null,
        released: "2026-02-21",
        endOfSupport: null,
        oldestBroker: "0.10",
      },
      {
        repository: "apache/kafka",
        tag: "4.1.2",
        digest: null,
        released: "2026-03-16",
        endOfSupport: null,
        oldestBroker: "2.1",
      },
      {
        repository: "apache/kafka",
        tag: "4.2.1",
        digest: null,
        released: "2026-05-28",
        endOfSupport: null,
        oldestBroker: "2.1",
      },
    ],
  },
  libraries: {
    /** Not part of the Kafka image: clients with mechanism AWS_MSK_IAM need the `all` jar on their class path. */
    awsMskIamAuth: {
      group: "software.amazon.msk",
      artifact: "aws-msk-iam-auth",
      classifier: "all",
      version: "2.3.9",
      sha256: "922064f312ddc8a5f3dbe65fcef3d02ddbd588a02e3a6f0fca4b5a4dbec1ba43",
    },
  },
  charts: {
    tofuController: {
      name: "tofu-controller",
      repository: "https://flux-iac.github.io/tofu-controller",
      ociRepository: "oci://ghcr.io/flux-iac/charts",
      version: "0.16.5",
      appVersion: "v0.16.5",
      released: "2026-08-06",
      apiVersion: "infra.contrib.fluxcd.io/v1alpha2",
      crds: "folder",
      values: {
        allowCrossNamespaceRefs: "allowCrossNamespaceRefs",
        awsPackage: "awsPackage.install",
        runnerNamespaces: "runner.serviceAccount.allowedNamespaces",
        runnerServiceAccountAnnotations: "runner.serviceAccount.annotations",
        runnerServiceAccountCreate: "runner.serviceAccount.create",
        runnerServiceAccountName: "runner.serviceAccount.name",
      },
    },
    externalSecrets: {
      name: "external-secrets",
      repository: "https://charts.external-secrets.io",
      ociRepository: "oci://ghcr.io/external-secrets/charts",
      version: "2.9.0",
      appVersion: "v2.9.0",
      released: "2026-08-07",
      apiVersion: "external-secrets.io/v1",
      crds: "templates",
      values: {
        installCRDs: "installCRDs",
        serviceAccountAnnotations: "serviceAccount.annotations",
        serviceAccountName: "serviceAccount.name",
      },
    },
    strimzi: {
      name: "strimzi-kafka-operator",
      repository: "https://strimzi.io/charts/",
      ociRepository: "oci://quay.io/strimzi-helm",
      version: "1.2.0",
      appVersion: "1.2.0",
      released: "2026-08-18",
      apiVersion: "kafka.strimzi.io/v1",
      crds: "folder",
      values: {
        watchNamespaces: "watchNamespaces",
        networkPolicies: "generateNetworkPolicy",
        podDisruptionBudgets: "generatePodDisruptionBudget",
      },
    },
    strimziDrainCleaner: {
      name: "strimzi-drain-cleaner",
      repository: "https://strimzi.io/charts/",
      ociRepository: "oci://quay.io/strimzi-helm",
      version: "1.6.0",
      appVersion: "1.6.0",
      released: "2026-05-02",
      apiVersion: "admissionregistration.k8s.io/v1",
      crds: "templates",
      values: {
        certificateByCertManager: "certManager.create",
        certificateAuthority: "secret.ca_bundle",
        namespace: "namespace.name",
      },
    },
  },
  terraform: {
    /** What the pinned tofu-controller's runner image runs. */
    runner: { engine: "opentofu", version: "1.12.1" },
    opentofu: [
      { version: "1.12.6", endOfSupport: "2027-02-01" },
      { version: "1.10.10", endOfSupport: null },
    ],
    hashicorp: [
      { version: "1.15.9", endOfSupport: null },
      { version: "1.14.9", endOfSupport: null },
    ],
  },
  flux: {
    minimum: "2.6.0",
    newest: "2.9.4",
    needs: [
      {
        what: "source.toolkit.fluxcd.io/v1 GitRepository, kustomize.toolkit.fluxcd.io/v1 Kustomization",
        since: "2.0.0",
      },
      { what: "helm.toolkit.fluxcd.io/v2 HelmRelease, source.toolkit.fluxcd.io/v1 HelmRepository", since: "2.3.0" },
      { what: "Kustomization spec.healthCheckExprs and spec.deletionPolicy", since: "2.5.0" },
      { what: "source.toolkit.fluxcd.io/v1 OCIRepository", since: "2.6.0" },
    ],
  },
  argocd: {
    minimum: "3.0.0",
    newest: "3.5.1",
    needs: [
      { what: "sync option ServerSideApply=true", since: "2.5.0" },
      { what: "resources tracked by annotation by default", since: "3.0.0" },
    ],
  },
} as const satisfies {
  readonly msk: { readonly kafka: readonly MskKafkaVersion[] };
  readonly strimzi: { readonly kafka: readonly string[] };
  readonly images: {
    readonly awsCli: typeof awsCli;
    readonly kafka: readonly KafkaImage[];
    readonly schemaRegistry: typeof schemaRegistry;
    readonly staticFiles: typeof staticFiles;
    readonly kafkaTools: readonly KafkaToolsImage[];
  };
  readonly libraries: Readonly<Record<string, JavaLibrary>>;
  readonly charts: Readonly<Record<string, Chart>>;
  readonly terraform: {
    readonly runner: { readonly engine: "opentofu" | "terraform"; readonly version: string };
    readonly opentofu: readonly (Supported & { readonly version: string })[];
    readonly hashicorp: readonly (Supported & { readonly version: string })[];
  };
  readonly flux: { readonly minimum: string; readonly newest: string; readonly needs: readonly Since[] };
  readonly argocd: { readonly minimum: string; readonly newest: string; readonly needs: readonly Since[] };
};

type Table = typeof table;
/** Named, so that declarations of components do not write it out. */
export interface Versions extends Table {}

export const versions: VersionTable<Versions> = versionTable(table);

import { App, Chart as Cdk8sChart } from "cdk8s";
import type { HelmRelease } from "../../component/helm-release.js";
import type { SecretStores } from "../../component/secret-stores.js";
import type { Manifest } from "../../kinds/manifest.js";
import type { Kinds } from "../../kinds/registry.js";
import { contentNames } from "./content-name.js";
import { customResource } from "./custom-resource.js";
import { type ExternalSecretEntry, externalSecret } from "./external-secret.js";
import { defaultsOf, settingsOf } from "./pod-settings.js";
import { settled } from "./settled-pods.js";

/** What all objects of a chart share. */
export interface ChartSettings {
  readonly environment: string;
  readonly component: string;
  readonly namespace: string;
  readonly kinds: Kinds;
  /** Needed as soon as something is read from AWS. */
  readonly stores: () => SecretStores;
}

/** A component's Kubernetes objects in the making. Nothing is written: its app is never synthesized. */
export class Chart {
  readonly scope: Cdk8sChart;
  readonly helmReleases: HelmRelease[] = [];
  /** Values that containers read one by one: all in one Secret. */
  private readonly variables = new Map<string, ExternalSecretEntry>();

  constructor(private readonly settings: ChartSettings) {
    this.scope = new Cdk8sChart(new App(), settings.component, {
      namespace: settings.namespace,
      disableResourceNameHashes: true,
      labels: { ...this.selector, "app.kubernetes.io/managed-by": "streamform" },
    });
  }

  /** Name and environment: what pods are selected by. `app.kubernetes.io/instance` stays free: Argo CD writes it. */
  get selector(): Readonly<Record<string, string>> {
    return {
      "app.kubernetes.io/name": this.settings.component,
      "app.kubernetes.io/part-of": this.settings.environment,
    };
  }

  /** Keeps an entry for the Secret of the chart's variables; returns where a container finds it. */
  variable(key: string, entry: ExternalSecretEntry): { name: string; key: string } {
    this.variables.set(key, entry);
    return { name: this.variablesName, key };
  }

  /** Adds a Secret that External Secrets fills. External Secrets refuses a Secret without values from a store, so such a Secret is written directly. */
  secret(name: string, data: Readonly<Record<string, ExternalSecretEntry>>): void {
    const isConstant = Object.values(data).every((parts) => parts.every((part) => typeof part === "string"));
    const manifests = isConstant ? [constantSecret(name, data)] : externalSecret(name, data, this.settings.stores());
    for (const manifest of manifests) customResource(this.scope, manifest);
  }

  /** All objects, by kind and name. */
  manifests(): Manifest[] {
    if (this.variables.size > 0 && !this.scope.node.tryFindChild(`ExternalSecret--${this.variablesName}`))
      this.secret(this.variablesName, Object.fromEntries(this.variables));
    // cdk8s gives the chart's namespace to every object.
    const objects = (this.scope.toJson() as Manifest[]).map((object) =>
      this.settings.kinds.of(object)?.scope === "cluster" ? withoutNamespace(object) : object,
    );
    const bases = this.contentNames();
    const settledObjects = objects.map((object) => {
      const kind = this.settings.kinds.of(object);
      const hasPods =
        kind?.pods ?? kind?.operatorPods ?? kind?.images ?? (kind?.kind === "ServiceAccount" || undefined);
      if (hasPods === undefined) return object;
      const { name } = object.metadata;
      return settled(object, kind, settingsOf(this.scope, bases.get(name) ?? name), defaultsOf(this.scope).images);
    });
    const key = ({ kind, metadata }: Manifest) => `${kind}/${metadata.namespace ?? ""}/${metadata.name}`;
    return settledObjects.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Names of objects that end in a hash of their content, with the part before the hash. */
  contentNames(): ReadonlyMap<string, string> {
    return contentNames(this.scope);
  }

  private get variablesName(): string {
    return `${this.settings.component}-values`;
  }
}

/** Encoded, since the API server keeps keys that a later `stringData` no longer has. */
function constantSecret(name: string, data: Readonly<Record<string, ExternalSecretEntry>>): Manifest {
  const encoded = Object.entries(data).map(([key, parts]) => [key, Buffer.from(parts.join("")).toString("base64")]);
  return { apiVersion: "v1", kind: "Secret", metadata: { name }, type: "Opaque", data: Object.fromEntries(encoded) };
}

function withoutNamespace(object: Manifest): Manifest {
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

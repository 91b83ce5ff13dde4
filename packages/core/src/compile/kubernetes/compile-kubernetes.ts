import { type Deferred, isDeferred } from "../../component/deferred.js";
import type { EnvironmentVariable, KubernetesPart, SecretValue } from "../../component/parts.js";
import type { Reads } from "../../component/reads.js";
import { secretStores } from "../../component/secret-stores.js";
import type { Member, System } from "../../component/system.js";
import { isText } from "../../component/text.js";
import { CompileError } from "../compile-error.js";
import { readAsset, renderTemplate } from "../files/render.js";
import { compilePages } from "../pages.js";
import { Chart } from "./chart.js";
import { customResource } from "./custom-resource.js";
import type { ExternalSecretEntry, SecretPart } from "./external-secret.js";
import { literalVariable } from "./literal-variable.js";
import { noteDefaults } from "./pod-settings.js";

/** Notes that a deferred value is read as a parameter, and answers the parameter's name. */
export type NameParameter = (value: Deferred) => string;

/** Runs a component's `kubernetes` part. */
export function compileKubernetes(
  system: System,
  { component, part, outputs }: Member,
  reads: Reads,
  parameter: NameParameter,
  waitFor: KubernetesPart["waitFor"],
): Chart | undefined {
  const run = component.definition.kubernetes as ((part: KubernetesPart) => void) | undefined;
  if (!run) return undefined;
  const { environment, kinds } = system;
  const given = part(reads);
  const { name: environmentName, kubernetes } = given.environment;
  const { namespace } = kubernetes;
  const stores = () => {
    const found = system.capability(secretStores);
    if (!found)
      throw new CompileError(
        compilePages.unreadSecret,
        `${component.name} reads AWS values in the cluster, but the environment has no SecretStore`,
      );
    return found;
  };
  const chart = new Chart({ environment: environmentName, component: component.name, namespace, kinds, stores });
  // Read only for objects with pods: no other depends on it. A team's own manifests stay as they are.
  if (!component.extra)
    noteDefaults(chart.scope, {
      get pods() {
        return kubernetes.pods ?? {};
      },
      get images() {
        return kubernetes.registry?.images;
      },
    });

  const entryOf = (value: SecretValue): ExternalSecretEntry =>
    isText(value) ? value.parts.map(pieceOf) : [pieceOf(value)];
  const pieceOf = (value: Exclude<SecretValue, { kind: "text" }>): SecretPart => {
    if (typeof value === "string") return value;
    if (isDeferred(value)) return { parameter: parameter(value) };
    return { secret: value.secretsManager, key: value.key };
  };
  const variable = (name: string, value: Parameters<KubernetesPart["env"]>[1]): EnvironmentVariable => {
    if (typeof value === "string") return { name, value: literalVariable(value) };
    return { name, valueFrom: { secretKeyRef: chart.variable(name, entryOf(value)) } };
  };
  run({
    ...given,
    terraform: outputs,
    chart: chart.scope,
    namespace,
    selector: chart.selector,
    env: variable,
    secret: (name, data) =>
      chart.secret(name, Object.fromEntries(Object.entries(data).map(([key, value]) => [key, entryOf(value)]))),
    waitFor,
    helmRelease: (release) => {
      const charts = kubernetes.registry?.charts;
      chart.helmReleases.push(charts === undefined ? release : { ...release, repository: charts });
    },
    render: (template, data) => renderTemplate(template, data, environment.file),
    asset: readAsset,
  } as KubernetesPart);
  for (const manifest of component.extra?.manifests ?? []) customResource(chart.scope, manifest);
  return chart;
}

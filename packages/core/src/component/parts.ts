import type { Construct } from "constructs";
import type { z } from "zod";
import type { Path } from "../diagnostics/path.js";
import type { BaseSpec } from "../environment/base-spec.js";
import type { SecretReference } from "../environment/fields.js";
import type { NameKind, NameRule } from "../kinds/name-rules.js";
import type { Finding } from "./check.js";
import type { Deferred, DeferredOf, InTerraform } from "./deferred.js";
import type { HelmRelease } from "./helm-release.js";
import type { Text } from "./text.js";
import type { Used, UsesMap } from "./uses.js";

/** The common part of the spec, with every default filled in. */
export interface EnvironmentInfo
  extends Pick<BaseSpec, "owner" | "stage" | "aws" | "state" | "kubernetes" | "delivery"> {
  readonly name: string;
  readonly platform: string;
}

/** What every part of a component is given. */
export interface Part<Spec extends z.ZodType = z.ZodType, Uses extends UsesMap = UsesMap> {
  readonly environment: EnvironmentInfo;
  /** The value of the component's key, with all defaults. */
  readonly spec: z.output<Spec>;
  /** What the components and capabilities it uses have for others. */
  readonly uses: Used<Uses>;
  /** A name of the right length and alphabet, unique and stable: `name("iam-role", "producer")`. For a kind that core does not know, pass a rule. */
  name(kind: NameKind | NameRule, suffix?: string): string;
}

/** What `exports` is given: it answers with values that are known before anything is applied. */
export type ExportsPart<Spec extends z.ZodType = z.ZodType, Uses extends UsesMap = UsesMap> = Part<Spec, Uses>;

/** What a check is given. */
export interface CheckPart<Spec extends z.ZodType = z.ZodType, Uses extends UsesMap = UsesMap, Exports = unknown>
  extends Part<Spec, Uses> {
  readonly exports: Exports;
  /** The day of the run: support windows are held against it. */
  readonly today: Date;
  /** A finding at a place below the component's key. */
  at(path: string | Path, message: string, hint?: string): Finding;
  /** A finding at a place anywhere in the environment. */
  atRoot(path: string | Path, message: string, hint?: string): Finding;
}

/** What a provision and the describing parts (`summary`, `cost`, `diagram`) are given. */
export interface DescribePart<
  Spec extends z.ZodType = z.ZodType,
  Uses extends UsesMap = UsesMap,
  Exports = unknown,
  Published = unknown,
> extends Part<Spec, Uses> {
  readonly exports: Exports;
  /** The outputs of the component's own stack. */
  readonly terraform: DeferredOf<Published>;
}

/** What `terraform` is given: plain cdktf below `stack`; deferred values of others are already expressions. */
export interface TerraformPart<Spec extends z.ZodType = z.ZodType, Uses extends UsesMap = UsesMap, Exports = unknown>
  extends Omit<Part<Spec, Uses>, "uses"> {
  readonly stack: Construct;
  readonly uses: InTerraform<Used<Uses>>;
  readonly exports: Exports;
  /**
   * Writes a text to a file beside the module, with readable lines, and returns the expression that reads it. Terraform evaluates no
   * expressions in the text.
   *
   * @param name as `dashboard.json`
   */
  file(name: string, content: string): string;
}

/** An environment variable of a container, as Kubernetes takes it. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** A value that a Secret of External Secrets can contain. */
export type SecretValue = string | Text | Deferred<string> | SecretReference;

/** The argument of `kubernetes`: plain cdk8s below `chart`. Objects without a namespace get the environment's. */
export interface KubernetesPart<
  Spec extends z.ZodType = z.ZodType,
  Uses extends UsesMap = UsesMap,
  Exports = unknown,
  Published = unknown,
> extends DescribePart<Spec, Uses, Exports, Published>,
    RenderPart {
  readonly chart: Construct;
  readonly namespace: string;
  /** Labels by which a Service or a NetworkPolicy finds the component's pods: they never change. */
  readonly selector: Readonly<Record<string, string>>;
  /** A container's variable from text, a deferred value or a secret's reference. */
  env(name: string, value: string | Deferred<string> | SecretReference): EnvironmentVariable;
  /** A Secret with the given keys. External Secrets fills it in the cluster; the output contains no value. */
  secret(name: string, data: Readonly<Record<string, SecretValue>>): void;
  /** Makes the component's objects wait for those of another component that they do not name. */
  waitFor(component: { readonly name: string }): void;
  /** Installs a Helm chart by the environment's GitOps engine. */
  helmRelease(release: HelmRelease): void;
}

/** What `files` is given. */
export interface FilesPart<
  Spec extends z.ZodType = z.ZodType,
  Uses extends UsesMap = UsesMap,
  Exports = unknown,
  Published = unknown,
> extends DescribePart<Spec, Uses, Exports, Published>,
    RenderPart {
  /** Adds a file below `hosts/<component>/`. */
  file(path: string, content: string, options?: { readonly executable?: boolean }): void;
  /** Name of the SSM parameter that holds a deferred value once it is known. */
  parameter(value: Deferred): string;
}

/** Text from files beside the component's source. */
export interface RenderPart {
  /** Renders a Handlebars template in strict mode, and escapes values for the language of the file's extension: `new URL("./templates/client.properties.hbs", import.meta.url)`. */
  render(template: URL, data: Readonly<Record<string, unknown>>): string;
  /** Reads a file as it is. */
  asset(file: URL): string;
}

/** What a component or a platform is written with. */
import "./compile/terraform/without-archiver.js";

export { escapeFor } from "./compile/files/escape.js";
export { contentName } from "./compile/kubernetes/content-name.js";
export { mirroredImage } from "./compile/kubernetes/mirrored-image.js";
export { podSettings } from "./compile/kubernetes/pod-settings.js";
export { customResource } from "./compile/kubernetes/custom-resource.js";
export { type EphemeralResource, type EphemeralResources, ephemeralResource } from "./compile/terraform/ephemeral.js";
export { Fn } from "./compile/terraform/functions.js";
export { defineResource, type ResourceType } from "./compile/terraform/generic-resource.js";
export { terraformVersions } from "./compile/terraform/versions.js";
export {
  type Affinity,
  type ExtraVariable,
  type ExtraVolume,
  type NodeTerm,
  type PodSettings,
  type PodTerms,
  type Requirement,
  type Spread,
  type Toleration,
  podSettingsWith,
} from "./environment/pod-settings.js";
export { podFields, podSettingsIn } from "./environment/pod-fields.js";
export type { AnyComponent, Optional } from "./component/any-component.js";
export { type Capability, defineCapability, type Provision, provide } from "./component/capability.js";
export type { Check, Finding } from "./component/check.js";
export { codeSpan } from "./component/code-span.js";
export { type Collection, type Contribution, contribute, defineCollection } from "./component/collection.js";
export { type Component, defineComponent } from "./component/component.js";
export {
  type Deferred,
  type DeferredOf,
  type InTerraform,
  isDeferred,
  type Outputs,
  type OutputValue,
} from "./component/deferred.js";
export { defineCheck } from "./component/define-check.js";
export type {
  CostLine,
  Diagram,
  Endpoint,
  Fact,
  Precondition,
  Step,
  Summary,
  Table,
} from "./component/description.js";
export type { HelmRelease } from "./component/helm-release.js";
export { workloadKubectl } from "./component/kubectl.js";
export type {
  CheckPart,
  DescribePart,
  EnvironmentInfo,
  EnvironmentVariable,
  ExportsPart,
  FilesPart,
  KubernetesPart,
  Part,
  RenderPart,
  SecretValue,
  TerraformPart,
} from "./component/parts.js";
export { definePlatform, type EnvironmentInput, type Platform } from "./component/platform.js";
export type { PlatformOnDemand } from "./component/platform-on-demand.js";
export { type SecretStores, type StoreReference, secretStores } from "./component/secret-stores.js";
export { isText, type Text, text } from "./component/text.js";
export { optional, type Required, type Used, type UsesMap } from "./component/uses.js";
export { type VersionTable, versionTable } from "./component/version-table.js";
export { type Config, defineConfig } from "./config.js";
export type { Page } from "./diagnostics/page.js";
export type { Path } from "./diagnostics/path.js";
export type { BaseSpec } from "./environment/base-spec.js";
export {
  arn,
  cidr,
  duration,
  durationText,
  freeText,
  type SecretReference,
  secretReference,
  size,
} from "./environment/fields.js";
export { mistakenQuantity, quote } from "./environment/mistakes.js";
export { type ReplacedKeys, replacing } from "./environment/replaced-keys.js";
export { closest } from "./environment/suggest.js";
export type { AwsType } from "./kinds/aws-types.js";
export {
  type FieldPath,
  type Kind,
  type KindName,
  type OperatorPods,
  kindName,
  kinds,
  type Readiness,
  type Reference,
} from "./kinds/kind.js";
export type { Manifest } from "./kinds/manifest.js";
export { awsWord, type NameKind, type NameRule } from "./kinds/name-rules.js";
export { podReferences, variableReferences, volumeReferences } from "./kinds/pods.js";

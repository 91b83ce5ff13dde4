import "./compile/terraform/without-archiver.js";

export { artifactsOf } from "./artifacts.js";
export { checkCodeMistakes } from "./check-codes.js";
export { type Claim, claimPages, claimsOf, collisions } from "./claims.js";
export type { Artifact } from "./compile/artifact.js";
export { compile } from "./compile/compile.js";
export { escapeFor } from "./compile/files/escape.js";
export { header, notice } from "./compile/header.js";
export { contentName } from "./compile/kubernetes/content-name.js";
export { customResource } from "./compile/kubernetes/custom-resource.js";
export { renderManifest } from "./compile/kubernetes/render-manifest.js";
export { compilePages } from "./compile/pages.js";
export { patchPages } from "./compile/patches/pages.js";
export type { Chapter, HostsUnit, KubernetesUnit, Plan, PlannedEndpoint, TerraformUnit, Unit } from "./compile/plan.js";
export { type EphemeralResource, type EphemeralResources, ephemeralResource } from "./compile/terraform/ephemeral.js";
export { Fn } from "./compile/terraform/functions.js";
export { defineResource, type ResourceType } from "./compile/terraform/generic-resource.js";
export { terraformVersions } from "./compile/terraform/versions.js";
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
export type { CostLine, Diagram, Endpoint, Fact, Precondition, Step, Summary, Table } from "./component/description.js";
export type { HelmRelease } from "./component/helm-release.js";
export { workloadKubectl } from "./component/kubectl.js";
export type { NameKind } from "./component/names.js";
export { componentPages } from "./component/pages.js";
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
export { loadedPlatform, type PlatformOnDemand, platformNamed } from "./component/platform-on-demand.js";
export { check } from "./component/run-checks.js";
export { type SecretStores, type StoreReference, secretStores } from "./component/secret-stores.js";
export { assemble, type System } from "./component/system.js";
export { type Text, text } from "./component/text.js";
export { optional, type Required, type Used, type UsesMap } from "./component/uses.js";
export { type Config, configPages, defineConfig, findConfigs, loadConfig, loadPlatforms } from "./config.js";
export { type Catalogue, catalogue, renderPage, renderPageMarkdown } from "./diagnostics/catalogue.js";
export { type Diagnostic, DiagnosticError, hasErrors, type Position, type Severity } from "./diagnostics/diagnostic.js";
export { definePages, type Page } from "./diagnostics/page.js";
export { isWithin, type Path, parsePath, renderPath } from "./diagnostics/path.js";
export { type DiagnosticFormat, type RenderOptions, renderDiagnostics, sortDiagnostics } from "./diagnostics/render.js";
export { type JsonDiagnostic, type JsonReport, jsonReport } from "./diagnostics/render-json.js";
export { type BaseSpec, baseSpec } from "./environment/base-spec.js";
export { type Discovered, discoverEnvironments } from "./environment/discover.js";
export type { Environment, Layer, Origin } from "./environment/environment.js";
export { expandEnvironment, writtenValue } from "./environment/expand.js";
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
export { environmentJsonSchema } from "./environment/json-schema.js";
export {
  environmentFromObject,
  type LoadOptions,
  type LoadResult,
  loadEnvironment,
  type PlatformShape,
} from "./environment/load.js";
export { mistakenQuantity, quote } from "./environment/mistakes.js";
export { type EnvironmentName, environmentName } from "./environment/name.js";
export { readingPages } from "./environment/pages.js";
export { descriptionOf, schemaAt } from "./environment/schema-walk.js";
export { specPages } from "./environment/spec-pages.js";
export { stateBucketOf } from "./environment/state-bucket.js";
export { closest, suggestKey } from "./environment/suggest.js";
export {
  type FieldPath,
  type Kind,
  type KindName,
  kindName,
  kinds,
  type Readiness,
  type Reference,
} from "./kinds/kind.js";
export type { Manifest } from "./kinds/manifest.js";
export { podReferences, variableReferences, volumeReferences } from "./kinds/pods.js";
export { type Kinds, kindsWith } from "./kinds/registry.js";
export { buildManifest, type ManifestParts } from "./output/build-manifest.js";
export { compare, type Drift, type DriftKind } from "./output/compare.js";
export { type PruneResult, pruneEnvironment } from "./output/environments.js";
export { type Manifest as OutputManifest, type ManifestFile, parseManifest } from "./output/manifest.js";
export { pages as outputPages } from "./output/pages.js";
export { type RecordedEnvironment, recordedEnvironments } from "./output/recorded.js";
export { isUnchanged } from "./output/unchanged.js";
export { type WriteResult, write } from "./output/write.js";
export {
  type NoProvenance,
  type Provenance,
  provenance,
  tracer,
  type ValueOrigin,
} from "./provenance/provenance.js";
export {
  assembleFile,
  type Checked,
  checkFile,
  type Generated,
  generate,
  type Project,
  type Synthesis,
  type SynthesizeOptions,
  synthesize,
} from "./synthesize.js";

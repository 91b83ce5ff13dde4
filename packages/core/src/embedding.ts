/** Load, check, compile, deliver, write: the steps of the command line, for other programs. */
import "./compile/terraform/without-archiver.js";

export { artifactsOf } from "./artifacts.js";
export { type Claim, claimPages, claimsOf, collisions } from "./claims.js";
export type { Artifact } from "./compile/artifact.js";
export { compile } from "./compile/compile.js";
export { compilePages } from "./compile/pages.js";
export { patchPages } from "./compile/patches/pages.js";
export type {
  Chapter,
  HostsUnit,
  KubernetesUnit,
  Plan,
  PlannedEndpoint,
  TerraformUnit,
  Unit,
} from "./compile/plan.js";
export { knownKinds } from "./component/known-kinds.js";
export { componentPages } from "./component/pages.js";
export { loadedPlatform, platformNamed } from "./component/platform-on-demand.js";
export { check } from "./component/run-checks.js";
export { assemble, type System } from "./component/system.js";
export { configPages, loadAllPlatforms, loadPlatforms } from "./config.js";
export { type Catalogue, catalogue, renderPage, renderPageMarkdown } from "./diagnostics/catalogue.js";
export { type Diagnostic, DiagnosticError, hasErrors, type Position, type Severity } from "./diagnostics/diagnostic.js";
export { parsePath, renderPath } from "./diagnostics/path.js";
export { type DiagnosticFormat, type RenderOptions, renderDiagnostics, sortDiagnostics } from "./diagnostics/render.js";
export { report } from "./diagnostics/report.js";
export { type JsonDiagnostic, type JsonReport, jsonReport } from "./diagnostics/render-json.js";
export { baseSpec } from "./environment/base-spec.js";
export { type Discovered, discoverEnvironments } from "./environment/discover.js";
export type { Environment, Layer, Origin } from "./environment/environment.js";
export { expandEnvironment, writtenValue } from "./environment/expand.js";
export { extraPages } from "./environment/extra-pages.js";
export { environmentJsonSchema } from "./environment/json-schema.js";
export {
  environmentFromObject,
  type LoadOptions,
  type LoadResult,
  loadEnvironment,
  type PlatformShape,
} from "./environment/load.js";
export { type EnvironmentName, environmentName } from "./environment/name.js";
export { readingPages } from "./environment/pages.js";
export { schemaAt } from "./environment/schema-walk.js";
export { specPages } from "./environment/spec-pages.js";
export { closest, suggestKey } from "./environment/suggest.js";
export { type AwsTypes, awsTypesWith } from "./kinds/aws-types.js";
export { type FieldFault, fieldFaults } from "./kinds/fields/faults.js";
export { secretValues } from "./kinds/secret-values.js";
export { type Kinds, kindsWith } from "./kinds/registry.js";
export { buildManifest, type ManifestParts } from "./output/build-manifest.js";
export { compare, type Drift, type DriftKind } from "./output/compare.js";
export { type PruneResult, pruneEnvironment } from "./output/environments.js";
export { type ManifestFile, parseManifest, type TreeManifest } from "./output/manifest.js";
export { pages as outputPages } from "./output/pages.js";
export { type RecordedEnvironment, recordedEnvironments } from "./output/recorded.js";
export { isUnchanged } from "./output/unchanged.js";
export { type WriteResult, write } from "./output/write.js";
export { type NoProvenance, type Provenance, provenance, tracer, type ValueOrigin } from "./provenance/provenance.js";
export {
  assembleFile,
  type Checked,
  checkFile,
  type Generated,
  generate,
  type Loaded,
  loadFile,
  type Project,
  type Source,
  type Synthesis,
  type SynthesizeOptions,
  synthesize,
} from "./synthesize.js";

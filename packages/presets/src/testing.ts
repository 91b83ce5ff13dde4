/** What a component is tested with that builds on those of this package. */
export { codes, compileObject, diagnose, diagnoseOn, type TerraformModule } from "@streamform/core/testing";
export { kubernetesKafka } from "./kafka/testing.js";

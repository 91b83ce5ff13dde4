/** Test functions for components that use the components of this package. */
export { codes, compileObject, diagnose, diagnoseOn, type TerraformModule } from "@streamform/core/testing";
export { kubernetesKafka } from "./kafka/testing.js";

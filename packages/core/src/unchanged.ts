/**
 * What can be said of a project without loading an environment: which files there are, what was generated, and whether
 * it is what another synth would generate. Imports nothing but parts of Node.js, so that a run that has nothing to do
 * is over before the libraries of the compiler would have been read.
 */
export { findConfigs } from "./config.js";
export { discoverEnvironments } from "./environment/discover.js";
export { checkOut } from "./output/check-out.js";
export { type RecordedEnvironment, recordedEnvironments } from "./output/recorded.js";
export { isUnchanged, type UnchangedOptions } from "./output/unchanged.js";

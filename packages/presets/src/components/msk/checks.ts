import {
  acknowledgedByOne,
  configurationRefused,
  factorAboveBrokers,
  minInsyncEqualsFactor,
  noRetention,
} from "./checks/durability.js";
import {
  combinationRefused,
  listenerIsOff,
  openToTheWorld,
  plaintextAllowed,
  scramWithoutSecrets,
  unauthenticatedInProduction,
} from "./checks/security.js";
import {
  autoscalingWithoutRoom,
  storageOfExpress,
  throughputUnavailable,
  tieredStorageUnavailable,
} from "./checks/storage.js";
import {
  brokersOfOtherVersions,
  burstableInProduction,
  tooManyBrokers,
  versionNotCreatable,
  versionOutOfSupport,
  zonesUnfit,
  zookeeperWithKraft,
} from "./checks/versions.js";

/** The lessons of Amazon MSK, in the order of their codes. */
export const checks = [
  versionOutOfSupport,
  versionNotCreatable,
  minInsyncEqualsFactor,
  acknowledgedByOne,
  factorAboveBrokers,
  plaintextAllowed,
  burstableInProduction,
  zonesUnfit,
  brokersOfOtherVersions,
  tieredStorageUnavailable,
  storageOfExpress,
  autoscalingWithoutRoom,
  throughputUnavailable,
  scramWithoutSecrets,
  combinationRefused,
  zookeeperWithKraft,
  noRetention,
  listenerIsOff,
  configurationRefused,
  tooManyBrokers,
  unauthenticatedInProduction,
  openToTheWorld,
];

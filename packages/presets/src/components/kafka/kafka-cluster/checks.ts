import { clientOfOwnNamespace, nameTooLong, noCertificates, openToTheWorld } from "./checks/access.js";
import { configurationRefused, keptForEver, setByTheEngine } from "./checks/configuration.js";
import { copiesInOneZone, tooFewInProduction } from "./checks/durability.js";
import { issuerOfOthers, publicIssuer } from "./checks/issuer.js";
import {
  acknowledgedByOne,
  factorAboveBrokers,
  internalTopicsOfOne,
  keyWithoutEffect,
  minInsyncEqualsFactor,
  topicsByAccident,
  uncleanLeaders,
} from "./checks/lessons.js";
import { runtimeClassByStrimzi, zonesThatAreNone, zonesWithoutBroker } from "./checks/placement.js";
import { evenQuorum, quorumInOneZone } from "./checks/quorum.js";
import { heapTooLarge, limitBelowRequest } from "./checks/resources.js";
import { kafkaWithoutOperator, metadataAhead, unpinnedKafka, zookeeperThatIsGone } from "./checks/versions.js";
import { checks as ofStatefulSets } from "./statefulset/checks.js";
import { checks as ofTieredStorage } from "./tiered-storage/checks.js";

/** The checks of Kafka on Kubernetes, in the order of their codes. Checks of one engine are in its folder. */
export const checks = [
  kafkaWithoutOperator,
  zookeeperThatIsGone,
  evenQuorum,
  heapTooLarge,
  minInsyncEqualsFactor,
  factorAboveBrokers,
  acknowledgedByOne,
  zonesWithoutBroker,
  quorumInOneZone,
  copiesInOneZone,
  tooFewInProduction,
  zonesThatAreNone,
  limitBelowRequest,
  setByTheEngine,
  configurationRefused,
  keptForEver,
  uncleanLeaders,
  topicsByAccident,
  noCertificates,
  nameTooLong,
  openToTheWorld,
  metadataAhead,
  unpinnedKafka,
  keyWithoutEffect,
  runtimeClassByStrimzi,
  clientOfOwnNamespace,
  internalTopicsOfOne,
  ...ofStatefulSets,
  issuerOfOthers,
  publicIssuer,
  ...ofTieredStorage,
];

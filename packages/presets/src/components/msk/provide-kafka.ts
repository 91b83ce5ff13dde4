import type { Kafka, Listener } from "../../kafka/kafka.js";
import { isExpress, replicationOf } from "./configuration.js";
import { bootstrapOutput, type DescribeMsk } from "./describe.js";
import { waysOf } from "./listeners.js";
import { volumeSizeOf } from "./volume-size.js";

/** Amazon MSK as a Kafka. */
export function provideKafka({
  spec,
  uses: { network, secrets },
  exports: { brokers, partitionsPerBroker },
  terraform,
}: DescribeMsk): Kafka {
  const listeners = waysOf(spec).map(
    ({ name, listener, protocol, mechanism, port }): Listener => ({
      name,
      protocol,
      mechanism,
      port,
      bootstrapServers: terraform[bootstrapOutput[listener]],
    }),
  );
  const { scram, iam } = spec.authentication;
  return {
    version: spec.kafkaVersion,
    brokers,
    zones: network.zones,
    // A cluster without any is refused by the checks, which run before anything is made of this.
    listeners: listeners as [Listener, ...Listener[]],
    defaults: replicationOf(spec, network.zones.length),
    partitionsPerBroker,
    storage: isExpress(spec.instanceType)
      ? Number.POSITIVE_INFINITY
      : brokers * (spec.storageAutoscaling?.maximum ?? volumeSizeOf(spec)),
    topicsBy: "job",
    admin: scram && secrets?.references[scram.admin],
    iamPolicies: iam
      ? {
          producer: terraform.producerPolicyArn,
          consumer: terraform.consumerPolicyArn,
          admin: terraform.adminPolicyArn,
        }
      : undefined,
  };
}

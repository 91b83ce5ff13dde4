import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter/index.js";
import { Instance } from "@cdktf/provider-aws/lib/instance/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { Fn } from "@streamform/core";
import { architectureOf } from "./architecture.js";
import { addToolsBucket } from "./bucket.js";
import { instanceName, parameterPrefix, toolsBucket } from "./names.js";
import type { Part } from "./part.js";
import { reachOf } from "./reach.js";
import { addInstanceProfile } from "./role.js";
import { addEndpoints, addSecurityGroup } from "./security.js";
import { toolsFor } from "./tools.js";
import { literal, userData } from "./user-data.js";

export function terraform(part: Part) {
  const { stack, spec, environment, name, uses } = part;
  const { network, kafka } = uses;
  const reach = reachOf(spec, network);
  const subnetId = Fn.element([...network.privateSubnetIds], 0) as string;
  const securityGroup = addSecurityGroup(part);
  const profile = addInstanceProfile(part, !reach.internet);
  if (reach.endpoints) addEndpoints(part, subnetId);
  if (!reach.internet) addToolsBucket(part);
  for (const listener of kafka.listeners) {
    new SsmParameter(stack, `bootstrap-servers-${listener.name}`, {
      name: `${parameterPrefix(environment)}${listener.name}`,
      type: "String",
      value: listener.bootstrapServers,
    });
  }

  const image = new DataAwsSsmParameter(stack, "image", {
    name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${spec.architecture ?? architectureOf(spec.instanceType)}`,
  });
  const instance = new Instance(stack, "instance", {
    ami: image.insecureValue,
    instanceType: spec.instanceType,
    subnetId,
    associatePublicIpAddress: false,
    vpcSecurityGroupIds: [securityGroup.id],
    iamInstanceProfile: profile.name,
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: spec.volumeSize },
    userData: literal(
      userData({
        region: environment.aws.region,
        bucket: reach.internet ? undefined : toolsBucket(name),
        parameterPrefix: parameterPrefix(environment),
        listeners: kafka.listeners,
        tools: toolsFor(kafka),
      }),
    ),
    userDataReplaceOnChange: true,
    tags: { Name: instanceName(environment) },
    // AWS publishes an image every other week. A new image must not replace the instance and end open sessions.
    lifecycle: { ignoreChanges: ["ami"] },
  });
  return { instanceId: instance.id, securityGroupId: securityGroup.id };
}

import type { CostLine, DescribePart, Step, Summary } from "@streamform/core";
import { hoursPerMonth, price } from "../../../versions/prices.js";
import { bastionHour } from "../../../versions/regional-prices.js";
import { instanceName, parameterPrefix } from "./names.js";
import { reachOf } from "./reach.js";
import type { bastionSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof bastionSpec, typeof uses>;

export function summary(part: Part): Summary {
  const { spec, environment, uses } = part;
  const { internet } = reachOf(spec, uses.network);
  return {
    facts: [
      {
        label: "Bastion",
        value: `${instanceName(environment)} (${spec.instanceType}), through Session Manager, with the tools of Kafka ${uses.kafka.programs.tools.version}`,
      },
    ],
    steps: [...(internet ? [] : [bringTools(part)]), openSession(part), forwardPort(part), renew],
    ...(internet
      ? {}
      : {
          preconditions: [
            {
              title: "An S3 endpoint in the VPC",
              text: "The bastion downloads packages and tools through a gateway endpoint of S3. Streamform creates the endpoint in a network that it creates. An existing VPC needs the endpoint in the route tables of its private subnets.",
            },
          ],
        }),
  };
}

function bringTools({ environment }: Part): Step {
  return {
    when: "after",
    title: "Bring the Kafka tools to the bastion",
    text: "The bastion does not reach the internet. This script downloads the tools to your machine, verifies them and uploads them to the bastion's bucket. The bastion installs them within a minute.",
    commands: [`${environment.delivery.path}/${environment.name}/hosts/bastion/upload-tools.sh`],
  };
}

/** Looks up the instance's id by its name, because a replaced instance has a new id. */
function findInstance({ environment }: Part): string {
  return `instance=$(aws ec2 describe-instances --region ${environment.aws.region} --filters Name=tag:Name,Values=${instanceName(environment)} Name=instance-state-name,Values=running --query 'Reservations[].Instances[].InstanceId' --output text)`;
}

function openSession(part: Part): Step {
  return {
    when: "operation",
    title: "Use the Kafka tools",
    text: "Requires the Session Manager plugin of the AWS CLI. In the session, `. kafka-env` sets up the shell and prints a first command. `. kafka-env <listener>` does the same for another listener than the preferred one.",
    commands: [
      findInstance(part),
      `aws ssm start-session --region ${part.environment.aws.region} --target "$instance"`,
    ],
  };
}

function forwardPort(part: Part): Step {
  const { environment, uses } = part;
  const { region } = environment.aws;
  const [{ name, port }] = uses.kafka.listeners;
  return {
    when: "operation",
    title: "Reach a broker from your own machine",
    text: "Forwards one port of one broker, for example to look at its certificate. Run Kafka clients on the bastion: they must reach every broker by its own name.",
    commands: [
      findInstance(part),
      `broker=$(aws ssm get-parameter --region ${region} --name ${parameterPrefix(environment)}${name} --query Parameter.Value --output text | cut -d : -f 1)`,
      `aws ssm start-session --region ${region} --target "$instance" --document-name AWS-StartPortForwardingSessionToRemoteHost --parameters "host=$broker,portNumber=${port},localPortNumber=${port}"`,
    ],
  };
}

const renew: Step = {
  when: "operation",
  title: "Renew the bastion's image",
  text: "A new Amazon Linux image does not replace the instance. To replace it, remove `bastion` from the environment, apply, then add it again and apply. The bastion holds no data.",
};

export function cost({ spec, environment, uses: { network } }: Part): CostLine[] {
  const { region } = environment.aws;
  const item = bastionHour.columns.find((column) => column === `ec2.${spec.instanceType}`);
  return [
    {
      item: `Bastion (${spec.instanceType})`,
      quantity: hoursPerMonth,
      unit: "instance-hour",
      price: item && price(region, item)?.usd,
    },
    { item: "Volume of the bastion (gp3)", quantity: spec.volumeSize, unit: "GB-month", price: undefined },
    ...(reachOf(spec, network).endpoints
      ? [{ item: "Endpoints of Session Manager", quantity: 3 * hoursPerMonth, unit: "endpoint-hour", price: undefined }]
      : []),
  ];
}

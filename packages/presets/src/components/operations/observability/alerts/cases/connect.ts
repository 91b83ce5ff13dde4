import type { connect } from "../connect.js";
import { at, by, type CasesOf, fires, inNamespace, of, silent } from "./case.js";

const up = (value: string) => ({ [of("connect", 0, "up")]: value });
const job = (name: string, value: string) => ({
  [inNamespace("kube_job_failed", { job_name: name, condition: "true" })]: value,
});
const connector = (name: string, ready: string) => ({
  [`strimzi_kafka_connector_resource_info{exported_namespace="kafka",name="${name}",ready="${ready}"}`]: "1x30",
});

export const connectCases: CasesOf<typeof connect> = {
  KafkaConnectWorkerDown: {
    fires: fires(up("0x30"), "6m", at("connect", 0, "0")),
    silent: silent(up("1x30"), "20m"),
  },
  KafkaConnectorsNotApplied: {
    fires: fires(
      { ...job("connectors-1a2b3c", "1x30"), ...connector("orders", "False"), ...connector("audit", "True") },
      "16m",
      by({ job_name: "connectors-1a2b3c" }, "1"),
      by({ name: "orders" }, "1"),
    ),
    silent: silent(
      { ...job("topics-1", "1x30"), ...job("connectors-1a2b3c", "0x30"), ...connector("orders", "True") },
      "25m",
    ),
  },
};

import type { pods } from "../pods.js";
import { at, by, type CasesOf, fires, inNamespace, of, silent } from "./case.js";

const pod = "analytics-broker-0";
const restarts = (name: string, value: string) => ({
  [inNamespace("kube_pod_container_status_restarts_total", { pod: name, container: "kafka" })]: value,
});
const killed = (reason: string) => ({
  [inNamespace("kube_pod_container_status_last_terminated_reason", { pod, container: "kafka", reason })]: "1x90",
});

export const podsCases: CasesOf<typeof pods> = {
  KafkaPodRestarting: {
    fires: fires(restarts(pod, "0+0.1x120"), "90m", by({ pod }, "6")),
    silent: silent({ ...restarts(pod, "0x10 1x90"), ...restarts("other-0", "0+1x90") }, "80m"),
  },
  KafkaPodOutOfMemory: {
    fires: fires({ ...killed("OOMKilled"), ...restarts(pod, "0x10 1x90") }, "30m", by({ pod }, "1")),
    silent: silent({ ...killed("Error"), ...restarts(pod, "0x10 1x90") }, "30m"),
  },
  KafkaExporterErrors: {
    fires: fires({ [of("broker", 0, "jmx_scrape_error")]: "1x30" }, "16m", at("broker", 0, "1")),
    silent: silent({ [of("broker", 0, "jmx_scrape_error")]: "0x30" }, "25m"),
  },
  KafkaScrapesSlow: {
    fires: fires({ [of("broker", 0, "jmx_scrape_duration_seconds")]: "9x30" }, "16m", at("broker", 0, "9s")),
    silent: silent({ [of("broker", 0, "jmx_scrape_duration_seconds")]: "2x30" }, "25m"),
  },
};

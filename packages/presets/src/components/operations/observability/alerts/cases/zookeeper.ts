import type { zookeeper } from "../zookeeper.js";
import { at, by, type CasesOf, fires, of, silent } from "./case.js";

const servers = (metric: string, ...values: readonly string[]) =>
  Object.fromEntries(values.map((value, id) => [of("zookeeper", id, metric), value]));
const members = (...roles: readonly string[]) =>
  Object.fromEntries(roles.map((role, id) => [of("zookeeper", id, "zookeeper_member", { role }), "1x30"]));
const expired = (value: string) => ({
  [of("broker", 0, "kafka_server_sessionexpirelistener_zookeeperexpires_total")]: value,
});

export const zookeeperCases: CasesOf<typeof zookeeper> = {
  ZookeeperServerDown: {
    fires: fires(servers("up", "1x30", "0x30", "1x30"), "6m", at("zookeeper", 1, "0")),
    silent: silent(servers("up", "1x30", "1x30", "1x30"), "20m"),
  },
  ZookeeperWithoutLeader: {
    fires: fires(members("Follower", "Follower"), "3m", by({}, "0")),
    silent: silent(members("Follower", "Leader", "Follower"), "20m"),
  },
  ZookeeperLatencyHigh: {
    fires: fires(servers("zookeeper_average_request_latency_ms", "150x30"), "11m", at("zookeeper", 0, "150")),
    silent: silent(servers("zookeeper_average_request_latency_ms", "2x30"), "25m"),
  },
  ZookeeperRequestsOutstanding: {
    fires: fires(servers("zookeeper_outstanding_requests", "40x30"), "11m", at("zookeeper", 0, "40")),
    silent: silent(servers("zookeeper_outstanding_requests", "1x30"), "25m"),
  },
  ZookeeperFsyncSlow: {
    fires: fires(servers("zookeeper_slow_fsync_total", "0+1x60"), "40m", at("zookeeper", 0, "15")),
    silent: silent(servers("zookeeper_slow_fsync_total", "0x10 2x50"), "40m"),
  },
  KafkaZookeeperSessionExpired: {
    fires: fires(expired("0x10 2x50"), "16m", at("broker", 0, "2")),
    silent: silent(expired("5x60"), "40m"),
  },
};

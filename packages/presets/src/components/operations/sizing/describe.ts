import type { DescribePart, Fact, Summary, Table } from "@streamform/core";
import type { z } from "zod";
import { coresInWords, sizeInWords } from "../../../kubernetes/quantity.js";
import { allAsk, type Countable, eachAsks } from "../../../kubernetes/total.js";
import { mebibytesPerSecondOf, rateInWords } from "./load.js";
import type { sizingSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof sizingSpec, typeof uses>;

export function summary({ spec, uses }: Part): Summary {
  const { workloads, kubernetesNamespace } = uses;
  return {
    facts: [...expectations(spec), ...roomOnDisk(uses)],
    tables: workloads.length === 0 ? [] : [sizingTable(workloads, kubernetesNamespace?.quota)],
  };
}

/** What is expected, in words. */
function expectations(spec: z.output<typeof sizingSpec>): readonly Fact[] {
  const { messagesPerSecond, latency, availability } = spec;
  return [
    ...(messagesPerSecond === undefined
      ? []
      : [{ label: "Expected load", value: `at most ${load(messagesPerSecond, spec)}` }]),
    ...(spec.averageMessagesPerSecond === undefined
      ? []
      : [{ label: "Expected load on average", value: load(spec.averageMessagesPerSecond, spec) }]),
    ...(latency === undefined ? [] : [{ label: "Expected latency, 99 of 100 requests", value: `below ${latency} ms` }]),
    ...(availability === undefined
      ? []
      : [
          {
            label: "Expected availability",
            value: `${availability} %: at most ${downtime(availability)} a month without`,
          },
        ]),
  ];
}

function load(messagesPerSecond: number, { messageSize }: Pick<z.output<typeof sizingSpec>, "messageSize">): string {
  const messages = `${messagesPerSecond.toLocaleString("en-US")} messages/s`;
  return messageSize === undefined
    ? messages
    : `${messages} of ${messageSize} B, ${rateInWords((messagesPerSecond * messageSize) / 1024 ** 2)}`;
}

/** The average load at which the topics' retention fills the disks. */
function roomOnDisk({ kafka, topics }: Part["uses"]): readonly Fact[] {
  const timeOnDisk = topics?.timeOnDisk;
  return timeOnDisk === undefined || timeOnDisk === 0 || !Number.isFinite(kafka.storage)
    ? []
    : [
        {
          label: "Average load that fills the disks",
          value: `${rateInWords(mebibytesPerSecondOf(kafka.storage, timeOnDisk))} to all topics together, for as long as they keep records`,
        },
      ];
}

/** The downtime that an availability allows in a month of 730 hours. */
function downtime(availability: number): string {
  const minutes = ((100 - availability) / 100) * 730 * 60;
  return minutes >= 120
    ? `${Number((minutes / 60).toFixed(1))} hours`
    : `${Number(minutes.toFixed(minutes < 10 ? 1 : 0))} minutes`;
}

type Quota = NonNullable<Part["uses"]["kubernetesNamespace"]>["quota"];

/** Requests of each workload, their sum, and the quota. */
function sizingTable(workloads: Part["uses"]["workloads"], quota: Quota): Table {
  const rows = workloads.map((workload) => {
    const { name, replicas, limits } = workload;
    const memory = eachAsks(workload, "memory");
    const storage = eachAsks(workload, "storage");
    return [
      name,
      String(replicas),
      coresInWords(workload.requests.cpu),
      limits.cpu === undefined ? "none" : coresInWords(limits.cpu),
      sizeInWords(memory),
      storage === 0 ? "none" : sizeInWords(storage),
      coresInWords(replicas * workload.requests.cpu),
      sizeInWords(replicas * memory),
      storage === 0 ? "none" : sizeInWords(replicas * storage),
    ];
  });
  const all = (of: Countable) => allAsk(workloads, of);
  const pods = workloads.reduce((sum, { replicas }) => sum + replicas, 0);
  const total = (name: string, count: string, limit: string, ...sums: readonly string[]) => [
    name,
    count,
    "",
    limit,
    "",
    "",
    ...sums,
  ];
  const limits = workloads.map(({ replicas, limits: { cpu } }) => (cpu === undefined ? undefined : replicas * cpu));
  const bound = (value: number | undefined, words: (value: number) => string) =>
    value === undefined ? "no bound" : words(value);
  return {
    title: "Sizing",
    head: ["Pods", "Number", "CPU each", "CPU limit", "Memory each", "Volumes each", "CPU", "Memory", "Volumes"],
    rows: [
      ...rows,
      total(
        "Sum",
        String(pods),
        limits.every((limit) => limit !== undefined)
          ? coresInWords(limits.reduce((sum, limit) => sum + limit, 0))
          : "no bound",
        coresInWords(all("cpu")),
        sizeInWords(all("memory")),
        all("storage") === 0 ? "none" : sizeInWords(all("storage")),
      ),
      ...(quota === undefined
        ? []
        : [
            total(
              "Quota",
              "",
              "",
              bound(quota.cpu, coresInWords),
              bound(quota.memory, sizeInWords),
              bound(quota.storage, (gibibytes) => sizeInWords(gibibytes * 1024)),
            ),
          ]),
    ],
    note: "CPU is in cores. Memory counts as requests and as limits. Jobs count while they run. The cluster's own controllers are not included.",
  };
}

import type { jvm } from "../jvm.js";
import { at, by, type CasesOf, fires, of, silent } from "./case.js";

const heap = (used: string) => ({
  [of("broker", 0, "jvm_memory_used_bytes", { area: "heap" })]: used,
  [of("broker", 0, "jvm_memory_max_bytes", { area: "heap" })]: "1000x60",
});
const collections = (seconds: string, count: string) => ({
  [of("controller", 0, "jvm_gc_collection_seconds_sum", { gc: "G1 Young Generation" })]: seconds,
  [of("controller", 0, "jvm_gc_collection_seconds_count", { gc: "G1 Young Generation" })]: count,
});
const files = (open: string) => ({
  [of("broker", 0, "process_open_fds")]: open,
  [of("broker", 0, "process_max_fds")]: "1000x30",
});
const pod = "analytics-controller-0";

export const jvmCases: CasesOf<typeof jvm> = {
  KafkaHeapHigh: {
    fires: fires(heap("900x60"), "26m", at("broker", 0, "90", { area: "heap" })),
    // Full before each collection, and half empty after it.
    silent: silent(
      heap(
        "950 500 950 950 500 950 950 500 950 950 500 950 950 500 950 950 500 950 950 500 950 950 500 950 950 500 950 950 500",
      ),
      "28m",
    ),
  },
  KafkaGcTimeHigh: {
    fires: fires(collections("0+12x30", "0+120x30"), "17m", by({ pod }, "20")),
    silent: silent(collections("0+1.5x30", "0+60x30"), "25m"),
  },
  KafkaGcPausesLong: {
    fires: fires(collections("0+1.5x30", "0+2x30"), "17m", by({ pod }, "750")),
    silent: silent(collections("0+1.5x30", "0+30x30"), "25m"),
  },
  KafkaThreadsDeadlocked: {
    fires: fires({ [of("broker", 0, "jvm_threads_deadlocked")]: "2x30" }, "3m", at("broker", 0, "2")),
    silent: silent({ [of("broker", 0, "jvm_threads_deadlocked")]: "0x30" }, "20m"),
  },
  KafkaFileDescriptorsLow: {
    fires: fires(files("900x30"), "11m", at("broker", 0, "90")),
    silent: silent(files("500x30"), "25m"),
  },
};

/** The texts of checks for a JVM's heap. */
export const heapAboveMemory = {
  severity: "error",
  because:
    "Beside the heap a JVM needs memory for threads, code and network buffers. Above its limit Kubernetes kills the pod, again and again.",
  instead: "Keep `heap` at three quarters of `memory` or less.",
  source: "Kubernetes documentation, resource management: a container above its memory limit is ended",
} as const;

/** What is wrong with a heap of so many MiB in so much memory; nothing up to three quarters of it. */
export function tooMuchHeap({ heap, memory }: { readonly heap: number; readonly memory: number }): readonly string[] {
  return heap <= memory * 0.75 ? [] : [`a heap of ${heap} MiB in ${memory} MiB of memory leaves ${memory - heap} MiB`];
}

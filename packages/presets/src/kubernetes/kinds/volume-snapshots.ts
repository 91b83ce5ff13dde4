import { type Kind, kinds } from "@streamform/core";

const group = "snapshot.storage.k8s.io";

/** The kinds of the snapshot controller: CRDs, in spite of their group. Sources: its CRDs; kubernetes.io, "Volume Snapshots". */
export const volumeSnapshotKinds: readonly Kind[] = [
  ...kinds(group, ["VolumeSnapshot"], {
    scope: "namespace",
    readiness: "exists",
    holdsData: true,
    refersTo: [
      { at: "spec.volumeSnapshotClassName", to: `${group}/VolumeSnapshotClass` },
      { at: "spec.source.persistentVolumeClaimName", to: "PersistentVolumeClaim" },
    ],
    immutable: ["spec.source.persistentVolumeClaimName", "spec.source.volumeSnapshotContentName"],
  }),
  ...kinds(group, ["VolumeSnapshotClass"], {
    scope: "cluster",
    readiness: "exists",
    immutable: ["driver", "deletionPolicy", "parameters"],
  }),
  ...kinds(group, ["VolumeSnapshotContent"], {
    scope: "cluster",
    readiness: "exists",
    holdsData: true,
    immutable: ["spec.source.snapshotHandle", "spec.source.volumeHandle", "spec.sourceVolumeMode"],
  }),
];

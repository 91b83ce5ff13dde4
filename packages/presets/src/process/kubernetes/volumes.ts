import { Quantity, type Volume, type VolumeMount } from "cdk8s-plus-29/lib/imports/k8s.js";
import { sizeQuantity } from "../../kubernetes/quantity.js";
import type { Folder, Process, Program, Running, SecretFiles } from "../process.js";

/** The folders of a process as volumes of its pod. */
export function volumesOf(folders: readonly Folder[], configMap: string): readonly Volume[] {
  return folders.map((folder) => ({ name: folder.name, ...sourceOf(folder, configMap) }));
}

function sourceOf(folder: Folder, configMap: string): Omit<Volume, "name"> {
  if ("files" in folder) return { configMap: { name: configMap, defaultMode: 0o444 } };
  if ("scratch" in folder)
    return {
      emptyDir: {
        ...(folder.inMemory && { medium: "Memory" }),
        sizeLimit: Quantity.fromString(sizeQuantity(folder.scratch)),
      },
    };
  if ("token" in folder)
    return {
      projected: {
        defaultMode: 0o440,
        sources: [
          { serviceAccountToken: { path: "token", expirationSeconds: folder.token } },
          { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
        ],
      },
    };
  const [first, ...others] = folder.secrets;
  return first && others.length === 0
    ? { secret: { secretName: first.secret, defaultMode: 0o440, ...itemsOf(first) } }
    : {
        projected: {
          defaultMode: 0o440,
          sources: folder.secrets.map((files) => ({ secret: { name: files.secret, ...itemsOf(files) } })),
        },
      };
}

function itemsOf({ keys }: SecretFiles) {
  return keys ? { items: Object.entries(keys).map(([key, path]) => ({ key, path })) } : {};
}

/** The mounts of a program's folders. Only scratch and storage folders are writable. */
export function mountsOf({ storage = [] }: Process, { folders }: Running, { sees }: Program): readonly VolumeMount[] {
  const seen = folders.filter((folder) => sees?.includes(folder.name) ?? !("token" in folder));
  const kept = storage.filter(({ name }) => sees?.includes(name) ?? true);
  return [
    ...seen.map((folder) => ({
      name: folder.name,
      mountPath: folder.path,
      ...("scratch" in folder ? {} : { readOnly: true }),
    })),
    ...kept.map(({ name, path }) => ({ name, mountPath: path })),
  ];
}

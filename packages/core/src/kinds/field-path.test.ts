import { describe, expect, it } from "vitest";
import { fieldsOf, valuesAt } from "./field-path.js";

const object = {
  metadata: { labels: { "example.com/cluster": "events" } },
  spec: {
    tls: { secretRef: "a", ignored: { secretRef: "b" } },
    volumes: [{ class: "fast" }, { type: "none" }, { class: "slow" }],
    auth: { jwt: { ref: { name: "x" } }, key: { ref: { name: "y" } } },
  },
};
const at = (path: string) => valuesAt(object, path).map(({ value }) => value);

describe("a field path", () => {
  it("follows fields, entries of lists, values of maps and keys with dots", () => {
    expect(at("spec.tls.secretRef")).toEqual(["a"]);
    expect(at("spec.volumes[].class")).toEqual(["fast", "slow"]);
    expect(at("spec.auth.*.ref.name")).toEqual(["x", "y"]);
    expect(at("metadata.labels[example.com/cluster]")).toEqual(["events"]);
    expect(valuesAt(object, ".")).toEqual([{ value: object, beside: {} }]);
  });

  it("finds a field at every depth, its own level among them", () => {
    expect(at("spec.**.secretRef")).toEqual(["a", "b"]);
    expect(at("spec.tls.**.secretRef")).toEqual(["a", "b"]);
  });

  it("finds nothing where a field is missing, or is text, and nothing that every object inherits", () => {
    for (const path of ["spec.missing.name", "spec.tls.secretRef.name", "spec.volumes.class", "spec.constructor"])
      expect(at(path), path).toEqual([]);
  });

  it("has fields up to where it stands for several values", () => {
    expect(fieldsOf("spec.template")).toEqual(["spec", "template"]);
    expect(fieldsOf("spec.volumes[].class")).toEqual(["spec", "volumes"]);
    expect(fieldsOf("metadata.labels[example.com/cluster]")).toEqual(["metadata", "labels", "example.com/cluster"]);
    expect(fieldsOf(".")).toEqual([]);
  });

  it("says what stands beside a value", () => {
    expect(valuesAt(object, "spec.volumes[].class")[0]?.beside).toEqual({ class: "fast" });
  });
});

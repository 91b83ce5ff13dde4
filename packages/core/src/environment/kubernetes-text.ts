import { z } from "zod";

/** Name of an object. Source: Kubernetes documentation, "Object Names and IDs", DNS subdomain names. */
export const objectName = (max = 253) =>
  z
    .string()
    .max(max)
    .regex(
      /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
      "a Kubernetes name has lower-case letters, digits, dots and hyphens, and begins and ends with a letter or digit",
    );

/** Key of a label or an annotation. Source: Kubernetes documentation, "Labels and Selectors", syntax and character set. */
export const labelKey = z
  .string()
  .max(317)
  .regex(
    /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
    "a key has letters, digits, dots, hyphens and underscores, and at most one prefix with a slash",
  );

/** Value of a label. */
export const labelValue = z
  .string()
  .max(63)
  .regex(
    /^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/,
    "a label's value has letters, digits, dots, hyphens and underscores",
  );

/** Key of a label that a team may set: none of the labels by which objects are selected. */
export const freeLabelKey = labelKey.refine(
  (text) =>
    !/^(app\.kubernetes\.io\/(name|part-of|component|managed-by|instance)$|.*kubernetes\.io\/pod-name$)/.test(text),
  "only the component that creates the pods can set a label that selects pods",
);

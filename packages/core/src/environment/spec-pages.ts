import { definePages } from "../diagnostics/page.js";

/** What can be wrong with the shape of a merged spec (SF1). */
export const specPages = definePages({
  unknownKey: {
    code: "SF1001",
    title: "Unknown key",
    severity: "error",
    because: "A key that nothing reads has no effect. After a typing error, the default would silently apply.",
    instead: "Correct the name. `streamform explain PATH` and the JSON Schema list the keys that exist.",
  },
  missingKey: {
    code: "SF1002",
    title: "Missing key",
    severity: "error",
    because: "The key is required and has no default.",
    instead: "Add the key, here or in a layer under `extends`. `null` in an upper layer removes an inherited key.",
  },
  wrongType: {
    code: "SF1003",
    title: "Value of the wrong type",
    severity: "error",
    because: "The key takes another type of value: text, a number, true or false, a list or a map.",
    instead: "Write a value of the type in the message.",
  },
  notAllowed: {
    code: "SF1004",
    title: "Value that is not allowed",
    severity: "error",
    because: "Only the listed values have a meaning here.",
    instead: "Use one of the values in the message.",
  },
  outOfRange: {
    code: "SF1005",
    title: "Value out of range",
    severity: "error",
    because:
      "AWS, Kubernetes or the program refuses values outside these bounds, sometimes only minutes into the apply.",
    instead: "Use a value within the bounds in the message.",
  },
  malformed: {
    code: "SF1006",
    title: "Text in the wrong form",
    severity: "error",
    because: "The tools that read this text later require a certain form.",
    instead: "Write the text in the form in the message.",
  },
  malformedKey: {
    code: "SF1007",
    title: "Name in the wrong form",
    severity: "error",
    because: "The key is a name, and names of this kind have a fixed form.",
    instead: "Choose a name in the form in the message.",
  },
  refused: {
    code: "SF1008",
    title: "Value that breaks a rule",
    severity: "error",
    because: "Two values contradict each other, or a value breaks a rule that its type cannot express.",
    instead: "Follow the message.",
  },
  unquoted: {
    code: "SF1009",
    title: "Text that YAML reads as a number or truth value",
    severity: "error",
    because:
      "Without quotes, YAML reads 011122223333 as 11122223333, 3.10 as 3.1, and true as a truth value. The original text is lost.",
    instead: 'Put the value in quotes: `accountId: "011122223333"`.',
    source: "YAML 1.2.2, section 10.3, core schema",
  },
  unitMissing: {
    code: "SF1010",
    title: "Size or duration without a unit",
    severity: "error",
    because: "Without a unit, one reader takes a number for bytes and another for GiB, or for milliseconds and hours.",
    instead: "Write the unit: sizes in KiB, MiB, GiB, TiB or PiB (powers of 1024), durations in ms, s, m, h or d.",
  },
  secretLiteral: {
    code: "SF1011",
    title: "Secret written into the spec",
    severity: "error",
    because: "Specs are committed. Everyone who can read the repository can read the secret, also in its history.",
    instead:
      "Store the value in AWS Secrets Manager and refer to it: `{ secretsManager: name, key: password }`. If the secret was committed, change it.",
  },
  unknownPlatform: {
    code: "SF1012",
    title: "Unknown platform",
    severity: "error",
    because: "The platform decides which components, keys and defaults an environment has.",
    instead: "Use a platform that `streamform list platforms` shows.",
  },
  emptyKey: {
    code: "SF1013",
    title: "Key without a value",
    severity: "warning",
    because:
      "YAML reads a key without a value as null, and null removes the inherited value. If the key should add or change a component, the component is silently missing instead.",
    instead:
      "Write `bastion: {}` to use the component with its defaults, or `bastion: null` to remove an inherited component.",
    source: "YAML 1.2.2, section 7.2, empty nodes",
  },
});

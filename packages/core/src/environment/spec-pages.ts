import { definePages } from "../diagnostics/page.js";

/** What can be wrong with the shape of a merged spec (SF1). */
export const specPages = definePages({
  unknownKey: {
    code: "SF1001",
    title: "Unknown key",
    severity: "error",
    because: "A key that nothing reads has no effect: a typing error would silently leave the default in force.",
    instead: "Correct the name; `streamform explain PATH` and the JSON Schema list those that exist.",
  },
  missingKey: {
    code: "SF1002",
    title: "Missing key",
    severity: "error",
    because: "This key has no default that would be right for everybody.",
    instead: "Add the key, here or in a layer under `extends`. `null` takes an inherited one away.",
  },
  wrongType: {
    code: "SF1003",
    title: "Value of another kind",
    severity: "error",
    because: "The key takes another kind of value: text, a number, true or false, a list or a map.",
    instead: "Write the value as the message says.",
  },
  notAllowed: {
    code: "SF1004",
    title: "Value that is not among those allowed",
    severity: "error",
    because: "Only the listed values have a meaning here.",
    instead: "Take one of the values that the message lists.",
  },
  outOfRange: {
    code: "SF1005",
    title: "Value out of range",
    severity: "error",
    because:
      "AWS, Kubernetes or the program itself refuses values beyond these bounds, some of them only after minutes of applying.",
    instead: "Stay within the bounds that the message names.",
  },
  malformed: {
    code: "SF1006",
    title: "Text of another form",
    severity: "error",
    because: "The text has to follow a form that those who read it later insist on.",
    instead: "Write it in the form that the message names.",
  },
  malformedKey: {
    code: "SF1007",
    title: "Name of another form",
    severity: "error",
    because: "The key is a name that is given to something; it has to follow the form of such names.",
    instead: "Choose a name of the form that the message names.",
  },
  refused: {
    code: "SF1008",
    title: "Value that a rule refuses",
    severity: "error",
    because:
      "Values that are right each by itself contradict each other, or break a rule that their form cannot express.",
    instead: "Follow the message.",
  },
  unquoted: {
    code: "SF1009",
    title: "Text that YAML read as something else",
    severity: "error",
    because:
      "Without quotes YAML reads 011122223333 as 11122223333, 3.10 as 3.1, and true as a truth value; what was written is lost before anybody can look at it.",
    instead: 'Put the value in quotes: `accountId: "011122223333"`.',
    source: "YAML 1.2.2, section 10.3, core schema",
  },
  unitMissing: {
    code: "SF1010",
    title: "Size or duration without a unit",
    severity: "error",
    because: "A bare number means bytes to one reader and GiB to another, milliseconds or hours.",
    instead: "Write the unit: sizes in KiB, MiB, GiB, TiB or PiB (powers of 1024), durations in ms, s, m, h or d.",
  },
  secretLiteral: {
    code: "SF1011",
    title: "Secret written into the spec",
    severity: "error",
    because:
      "Specs are committed. A secret in one is known to all who can read the repository, for as long as its history lives.",
    instead:
      "Store the value in AWS Secrets Manager and refer to it: `{ secretsManager: name, key: password }`. Change a secret that was committed.",
  },
  unknownPlatform: {
    code: "SF1012",
    title: "Unknown platform",
    severity: "error",
    because: "The platform decides which components, keys and defaults there are.",
    instead: "Take one that `streamform list platforms` names.",
  },
  emptyKey: {
    code: "SF1013",
    title: "Key with nothing behind it",
    severity: "warning",
    because:
      "YAML reads a key without a value as null, and null takes away what is inherited: a component that was meant to take part with its defaults, or to be changed, is gone without a word.",
    instead: "Write `bastion: {}` to take part with defaults, `bastion: null` to take an inherited one away.",
    source: "YAML 1.2.2, section 7.2, empty nodes",
  },
});

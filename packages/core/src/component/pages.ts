import { definePages } from "../diagnostics/page.js";

/** Problems in how the components of an environment fit together. */
export const componentPages = definePages({
  missingUse: {
    code: "SF1101",
    title: "A component that another one needs is missing",
    severity: "error",
    because: "The component builds on values that only the other one has: without it there is nothing to refer to.",
    instead: "Add the key of the missing component to the environment, or take away the one that needs it.",
  },
  severalProviders: {
    code: "SF1102",
    title: "Several components provide the same capability",
    severity: "error",
    because:
      "A component that uses a capability reads it from one provider. With two of them in an environment, nothing says from which.",
    instead: "Keep one of them here and give the other an environment of its own.",
  },
  cyclicUse: {
    code: "SF1103",
    title: "Components use each other in a circle",
    severity: "error",
    because: "No order exists in which they could be applied.",
    instead: "Break the circle at one of the uses that the message names.",
  },
  unknownIgnore: {
    code: "SF1104",
    title: "An ignored check does not exist",
    severity: "warning",
    because: "An entry that names no check silences nothing today and hides something else tomorrow.",
    instead: "Correct the code or remove the entry; `streamform list checks` names them all.",
  },
  deadIgnore: {
    code: "SF1105",
    title: "Nothing to ignore",
    severity: "warning",
    because:
      "What the entry excused is mended, or its path is mistyped. Left in place, it hides the same mistake when somebody makes it again.",
    instead: "Remove the entry.",
  },
});

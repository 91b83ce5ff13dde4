import { definePages } from "../diagnostics/page.js";

/** Problems in how the components of an environment fit together. */
export const componentPages = definePages({
  missingUse: {
    code: "SF1101",
    title: "A component that another one needs is missing",
    severity: "error",
    because: "The component needs values of the other component.",
    instead: "Add the key of the missing component to the environment, or remove the component that needs it.",
  },
  severalProviders: {
    code: "SF1102",
    title: "Several components provide the same capability",
    severity: "error",
    because:
      "A component that uses a capability reads it from one provider. With two providers in an environment, the choice is not defined.",
    instead: "Keep one of them here and move the other to another environment.",
  },
  cyclicUse: {
    code: "SF1103",
    title: "Components use each other in a circle",
    severity: "error",
    because: "There is no order in which they can be applied.",
    instead: "Remove one of the uses in the message.",
  },
  unknownIgnore: {
    code: "SF1104",
    title: "An ignored check does not exist",
    severity: "warning",
    because: "The entry ignores nothing today, and may hide a future check of that code.",
    instead: "Correct the code or remove the entry. `streamform list checks` lists all codes.",
  },
  deadIgnore: {
    code: "SF1105",
    title: "Nothing to ignore",
    severity: "warning",
    because: "The problem is fixed, or the path is wrong. If the entry stays, it hides the same problem the next time.",
    instead: "Remove the entry.",
  },
});

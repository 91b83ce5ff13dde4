import { checks as ofStatefulSets } from "./statefulset/checks.js";

/** All checks of the component; each stands in `checks/` or in an engine's folder, by what it is about. */
export const checks = [...ofStatefulSets];

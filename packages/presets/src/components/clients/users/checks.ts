import { accessChecks } from "./checks/access.js";
import { loginChecks } from "./checks/login.js";

export const checks = [...accessChecks, ...loginChecks];

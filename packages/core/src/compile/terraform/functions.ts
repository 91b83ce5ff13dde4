/** Terraform's functions over values that are known only after apply, for components: the rest of cdktf stays behind this room. */
export { Fn } from "cdktf";

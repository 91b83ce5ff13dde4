// @ts-check
import { definePlatform } from "@streamform/core";
import { mskPlatform } from "@streamform/presets";
import { heartbeat } from "./heartbeat.js";

/** Amazon MSK as Streamform makes it, with a heartbeat through every cluster. */
export const acmePlatform = definePlatform({
  name: "acme-msk",
  title: "Amazon MSK at Acme",
  components: [...mskPlatform.components, heartbeat],
  defaults: { ...mskPlatform.defaults, heartbeat: { image: "registry.example.com/acme/heartbeat:1.4.0" } },
});

import { expect, it } from "vitest";
import { environmentName } from "./name.js";
import { project } from "./testing.js";

it("finds a name of the file's own, and one of a layer", async () => {
  const root = await project({
    "environments/own.yaml": "platform: brokers\nname: msk-dev\n",
    "environments/base/eu.yaml": "name: inherited\n",
    "environments/from-base.yaml": "extends: [./base/eu.yaml]\n",
    "environments/code.ts": 'export default { name: "from-code" };\n',
  });
  expect(await environmentName("environments/own.yaml", { root })).toEqual({
    name: "msk-dev",
    position: expect.objectContaining({ file: "environments/own.yaml", line: 2, column: 7 }),
  });
  expect(await environmentName("environments/from-base.yaml", { root })).toMatchObject({
    name: "inherited",
    position: { file: "environments/base/eu.yaml" },
  });
  expect(await environmentName("environments/code.ts", { root })).toMatchObject({ name: "from-code" });
});

it("has no answer where the file cannot be read, says no name, or one that no environment can have", async () => {
  const root = await project({
    "environments/broken.yaml": "name: [\n",
    "environments/none.yaml": "platform: msk\n",
    "environments/wrong.yaml": "name: Msk_Dev\n",
  });
  for (const file of ["broken", "none", "wrong", "missing"])
    expect(await environmentName(`environments/${file}.yaml`, { root }), file).toBeUndefined();
});

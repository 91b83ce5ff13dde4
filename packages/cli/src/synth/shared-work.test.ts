import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { contentsOf, environment, project } from "../testing.js";
import { type Done, loadShare, stop, type Work } from "./shared-work.js";

function workIn(root: string, files: readonly string[], synthesized: number): Work {
  return {
    place: { root, environments: join(root, "environments"), out: join(root, "generated") },
    files,
    synthesized,
    options: {},
    today: Date.parse("2026-11-21T00:00:00Z"),
    stopped: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  };
}

const files = ["environments/a.yaml", "environments/b.yaml"];
const projectOfTwo = () =>
  project({ "environments/a.yaml": environment("a"), "environments/b.yaml": environment("b") });

it("reads each environment once: what is synthesized is what was loaded, though its file is gone since", async () => {
  const root = projectOfTwo();
  const { seen, workOff } = await loadShare(workIn(root, files, 1), { first: 0, step: 1 });
  expect(seen).toMatchObject([
    { file: files[0], name: { name: "a", position: { file: files[0] } } },
    { file: files[1], name: { name: "b" } },
  ]);
  expect(seen.every(({ claims }) => claims.length > 0)).toBe(true);
  rmSync(join(root, "environments"), { recursive: true });
  const done: Done[] = [];
  await workOff((one) => done.push(one));
  expect(done).toMatchObject([{ index: 0, synthesis: { name: "a", status: "written" } }]);
  expect(Object.keys(contentsOf(join(root, "generated"))).every((path) => path.startsWith("a/"))).toBe(true);
});

it("leaves to other threads what is theirs, and begins nothing once it is stopped", async () => {
  const root = projectOfTwo();
  const work = workIn(root, files, 2);
  const { seen, workOff } = await loadShare(work, { first: 1, step: 2 });
  expect(seen.map(({ file }) => file)).toEqual([files[1]]);
  stop(work);
  await workOff(() => expect.unreachable());
});

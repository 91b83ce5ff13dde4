import { execFileSync } from "node:child_process";
import { describe, it } from "vitest";
import { requireTools } from "./tools.js";
import { script } from "./topics-apply.js";
import { appliesTopics } from "./topics-suite.js";

// The oldest brokers, with their own tools.
appliesTopics({ tools: "3.5.1", brokers: "3.5.1" });

describe.skipIf(requireTools(["shellcheck"]))("apply-topics.sh", () => {
  it("passes shellcheck", () => {
    execFileSync("shellcheck", [script], { stdio: "pipe" });
  });
});

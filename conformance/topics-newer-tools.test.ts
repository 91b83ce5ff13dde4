import { appliesTopics } from "./topics-suite.js";

// The oldest brokers with newer tools, as the Job has them.
appliesTopics({ tools: "4.1.0", brokers: "3.5.1" });

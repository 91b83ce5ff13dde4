import { z } from "zod";

/** Name of a topic. Source: org.apache.kafka.common.internals.Topic, which takes neither `.` nor `..`. */
export const topicName = z
  .string()
  .max(249)
  .regex(/^(?!\.{1,2}$)[a-zA-Z0-9._-]+$/, "a topic's name has letters, digits, dots, underscores and hyphens");

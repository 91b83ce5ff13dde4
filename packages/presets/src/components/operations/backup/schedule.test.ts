import { describe, expect, it } from "vitest";
import { longestPause, parseSchedule } from "./schedule.js";

describe("a schedule", () => {
  it.each([
    ["0 3 * * *", 1],
    ["*/15 * * * *", 1],
    ["@hourly", 1],
    ["0 3 * * 1-5", 3],
    ["0 3 * * mon,thu", 4],
    ["@weekly", 7],
    ["0 0 1 * *", 31],
    ["0 0 1,15 * *", 17],
    ["0 0 1 * sun", 7],
    ["0 0 29 2 *", 1461],
    ["0 0 31 2 *", Number.POSITIVE_INFINITY],
  ])("%s leaves at most %d days from one run to the next", (text, days) => {
    expect(longestPause(parseSchedule(text))).toBe(days);
  });

  it.each(["", "0 3 * *", "0 3 * * * *", "60 * * * *", "* 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 7"])(
    "%j is none",
    (text) => expect(() => parseSchedule(text)).toThrow(RangeError),
  );

  it.each(["5-1 * * * *", "*/0 * * * *", "a * * * *", "1-2-3 * * * *", "1/2/3 * * * *", "@fortnightly", "@every 1h"])(
    "%j is none",
    (text) => expect(() => parseSchedule(text)).toThrow(RangeError),
  );
});

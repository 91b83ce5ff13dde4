/** Values that each field of a cron expression can take; Sunday is 0. */
const fields = [
  { name: "minute", min: 0, max: 59, words: [] },
  { name: "hour", min: 0, max: 23, words: [] },
  { name: "day of the month", min: 1, max: 31, words: [] },
  { name: "month", min: 1, max: 12, words: "jan feb mar apr may jun jul aug sep oct nov dec".split(" ") },
  { name: "day of the week", min: 0, max: 6, words: "sun mon tue wed thu fri sat".split(" ") },
] as const;

const macros: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** A schedule: the values of each field, and whether its days are any. */
export interface Schedule {
  readonly months: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  readonly anyDayOfMonth: boolean;
  readonly anyDayOfWeek: boolean;
}

/**
 * Reads a cron expression as Kubernetes does. Source: Kubernetes documentation, CronJob, "Schedule syntax"; robfig/cron v3, ParseStandard.
 *
 * @throws an error with the problem
 */
export function parseSchedule(text: string): Schedule {
  const parts = (macros[text] ?? text).trim().split(/\s+/);
  if (parts.length !== fields.length)
    throw new RangeError("a schedule has five fields: minute, hour, day of the month, month, day of the week");
  const [, , daysOfMonth = all, months = all, daysOfWeek = all] = parts.map(valuesOf);
  const isAny = (index: number) => /^[*?](\/1)?$/.test(parts[index] ?? "");
  return { months, daysOfMonth, daysOfWeek, anyDayOfMonth: isAny(2), anyDayOfWeek: isAny(4) };
}

const all: ReadonlySet<number> = new Set();

function valuesOf(text: string, index: number): ReadonlySet<number> {
  const field = fields[index];
  if (!field) throw new RangeError("no such field");
  const number = (word: string): number => {
    const named = (field.words as readonly string[]).indexOf(word.toLowerCase());
    const value = named >= 0 ? named + field.min : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    if (!(value >= field.min && value <= field.max))
      throw new RangeError(`${word} is no ${field.name}: ${field.min} to ${field.max}`);
    return value;
  };
  const values = text.split(",").flatMap((part) => {
    const [range = "", step = "1", ...more] = part.split("/");
    if (more.length > 0 || !/^[1-9]\d*$/.test(step)) throw new RangeError(`${part} is no ${field.name}`);
    const [first = "", last, ...rest] = range.split("-");
    if (rest.length > 0) throw new RangeError(`${part} is no ${field.name}`);
    const any = first === "*" || first === "?";
    const from = any ? field.min : number(first);
    const to = last !== undefined ? number(last) : any || part.includes("/") ? field.max : from;
    if (to < from) throw new RangeError(`${part} ends before it begins`);
    return Array.from(
      { length: Math.floor((to - from) / Number(step)) + 1 },
      (_, count) => from + count * Number(step),
    );
  });
  return new Set(values);
}

/** Days without a run that a schedule leaves at most, and the day of the run: 1 for a daily one. Infinity where it never runs. */
export function longestPause(schedule: Schedule): number {
  // Four years hold every combination of weekday and date but those of a century's turn; twice, so that a pause over the end is seen.
  const days = 8 * 366;
  let [last, longest, runs] = [0, 0, 0];
  for (let day = 0; day < days; day++) {
    if (!runsOn(schedule, new Date(Date.UTC(2024, 0, 1 + day)))) continue;
    if (runs > 0) longest = Math.max(longest, day - last);
    [last, runs] = [day, runs + 1];
  }
  return runs < 2 ? Number.POSITIVE_INFINITY : longest;
}

/** Either of the days is enough where both are given. */
function runsOn(schedule: Schedule, date: Date): boolean {
  if (!schedule.months.has(date.getUTCMonth() + 1)) return false;
  const ofMonth = schedule.daysOfMonth.has(date.getUTCDate());
  const ofWeek = schedule.daysOfWeek.has(date.getUTCDay());
  return schedule.anyDayOfMonth || schedule.anyDayOfWeek ? ofMonth && ofWeek : ofMonth || ofWeek;
}

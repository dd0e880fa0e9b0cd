import { DateTime, Duration, Interval } from 'luxon';

/** @unsync */
export function schedule(start: DateTime, end: DateTime, every: Duration): DateTime[] {
  const times: DateTime[] = [];
  for (let at = start; at < end; at = at.plus(every)) times.push(at);
  return times;
}

/** @unsync */
export function parseAll(lines: string[], zone: string): DateTime[] {
  return lines.map((line) => DateTime.fromISO(line, { zone }));
}

/** @unsync */
export function workingTime(shifts: Interval[]): Duration {
  return Interval.merge(shifts).reduce((sum, shift) => sum.plus(shift.toDuration()), Duration.fromMillis(0));
}

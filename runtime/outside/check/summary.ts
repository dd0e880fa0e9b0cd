// What check mode has compared, said once at the end of the process.
const counts = { calls: 0, arguments: 0, 'second run': 0 };
/** Why calls were not run a second time, by the name of the function. */
const reasons = new Map<string, { readonly why: string; calls: number }>();
const findings: string[] = [];
/** Lines of each sort; of more, only how many there are. */
const MOST = 20;

let isRegistered = false;

export function count(what: keyof typeof counts): void {
  counts[what]++;
  if (isRegistered) return;
  isRegistered = true;
  process.once('exit', () => process.stderr.write(summary()));
}

/** Also where the program catches it. */
export function report<E extends Error>(error: E): E {
  findings.push(error.message);
  return error;
}

export function leftOut(name: string, why: string): void {
  const known = reasons.get(name);
  if (known) known.calls++;
  else reasons.set(name, { why, calls: 1 });
}

function summary(): string {
  const left = [...reasons].map(([name, { why, calls }]) => `${name}, ${calls}: ${why}`);
  return (
    `unsync: ${counts.calls} calls checked; of ${counts.arguments} what they were given, ` +
    `of ${counts['second run']} what they gave, against a second run here\n` +
    (findings.length > 0 ? `ERR_UNSYNC_CHECK, ${findings.length}:\n${listed(findings)}` : '') +
    (left.length > 0 ? `Not run a second time:\n${listed(left)}` : '')
  );
}

function listed(lines: readonly string[]): string {
  const more = lines.length > MOST ? [`and ${lines.length - MOST} more`] : [];
  return [...lines.slice(0, MOST), ...more].map((line) => `  ${line}\n`).join('');
}

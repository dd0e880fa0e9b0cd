/** Prints the table and what failed; gives back whether all is well. */
export function report(results) {
  const counted = (codes) =>
    [...new Set(codes)]
      .sort()
      .map((code) => `${codes.filter((c) => c === code).length}×${code}`)
      .join(' ') || '–';
  const columns = {
    library: (r) => `${r.library.name} ${r.library.version}`,
    kind: (r) => r.library.kind,
    as: (r) => (r.format === 'module' ? 'ESM' : 'CJS'),
    marked: (r) => r.marked,
    moved: (r) => r.moved,
    refused: (r) => counted(Object.values(r.refused ?? {})),
    rejected: (r) => r.rejected?.length || '–',
    warnings: (r) => counted(r.warnings ?? []),
    inputs: (r) => r.inputs,
    errors: (r) => r.errors,
    equal: (r) => (r.failures.length ? 'NO' : 'yes'),
    plain: (r) => r.seconds && `${r.seconds.plain.toFixed(1)} s`,
    workers: (r) => r.seconds && `${r.seconds.workers.toFixed(1)} s`,
    all: (r) => `${r.time.toFixed(0)} s`,
  };
  const rows = [Object.keys(columns), ...results.map((r) => Object.values(columns).map((c) => String(c(r) ?? '–')))];
  const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => r[i].length)));
  console.log();
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
  const sum = (value) => results.reduce((total, r) => total + (value(r) ?? 0), 0);
  console.log(
    `\n${new Set(results.map((r) => r.library)).size} libraries, ${sum((r) => r.moved)} functions moved, ${sum((r) => r.inputs)} inputs compared, ${sum((r) => r.errors)} of them errors.`,
  );
  ordinary(results);
  const failed = results.filter((r) => r.failures.length);
  for (const { library, format, failures } of failed) {
    console.log(`\nFAILED ${library.name} as ${format}: ${failures.length}`);
    for (const f of failures.slice(0, 5)) console.log(`  ${f.slice(0, 3000).replace(/\n/g, '\n  ')}`);
  }
  if (!failed.length) console.log('All is equal.');
  return !failed.length;
}

/** Of each function of the ordinary facades, what becomes of it. */
function ordinary(results) {
  const facades = [...new Map(results.map((r) => [r.library, r])).values()].filter((r) => r.library.ordinary);
  if (!facades.length) return;
  const count = (list) => (Array.isArray(list) ? list.length : Object.keys(list ?? {}).length);
  const lost = ({ library: l }) => count(l.refused) + count(l.rejected) + count(l.differs);
  const total = (value) => facades.reduce((sum, r) => sum + value(r), 0);
  const functions = total((r) => r.moved + count(r.refused));
  const moving = functions - total(lost);
  const whole = facades.filter((r) => !lost(r)).length;
  const some = facades.filter((r) => lost(r) && r.moved + count(r.refused) > lost(r)).length;
  console.log(
    `Of ${facades.length} ordinary facades, ${whole} move as they are written, and ${some} in part: ${moving} of ${functions} functions.`,
  );
  for (const what of ['refused', 'rejected', 'differs'])
    console.log(`  ${what}: ${total((r) => count(r.library[what]))}`);
}

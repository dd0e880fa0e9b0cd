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
  const failed = results.filter((r) => r.failures.length);
  for (const { library, format, failures } of failed) {
    console.log(`\nFAILED ${library.name} as ${format}: ${failures.length}`);
    for (const f of failures.slice(0, 5)) console.log(`  ${f.slice(0, 3000).replace(/\n/g, '\n  ')}`);
  }
  if (!failed.length) console.log('All is equal.');
  return !failed.length;
}

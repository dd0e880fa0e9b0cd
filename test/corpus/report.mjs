/** Prints the table and what failed; gives back whether all is well. */
export function report(results, atLeast) {
  const rows = results.filter((r) => !r.crash);
  const sum = (value) => rows.reduce((total, r) => total + value(r), 0);
  const refused = (r) => Object.values(r.refused).reduce((a, b) => a + b, 0);
  const columns = {
    files: (r) => r.files,
    functions: (r) => r.functions,
    'outputs same': (r) => r.identical,
    different: (r) => r.different.length,
    moved: (r) => r.moved,
    async: (r) => r.async,
    refused,
    lost: (r) => r.unaccounted.length + r.internal.length,
    'modules loaded': (r) => r.loading.loaded,
    unloadable: (r) => r.loading.unloadable.length,
    futures: (r) => r.loading.futures,
    failed: (r) => r.loading.failed.length,
  };
  const names = Object.keys(columns);
  const width = Math.max(...results.map((r) => r.name.length), 8);
  const line = (first, cells) =>
    console.log(first.padEnd(width), ...cells.map((c, i) => String(c).padStart(names[i].length + 1)));
  console.log();
  line('', names);
  for (const r of rows)
    line(
      r.name,
      names.map((n) => columns[n](r)),
    );
  line(
    'together',
    names.map((n) => sum(columns[n])),
  );

  const codes = {};
  for (const r of rows) for (const [code, n] of Object.entries(r.refused)) codes[code] = (codes[code] ?? 0) + n;
  console.log(
    `\nRefused: ${Object.entries(codes)
      .sort(([, a], [, b]) => b - a)
      .map(([code, n]) => `${code} ${n}`)
      .join(', ')}`,
  );
  for (const r of rows) {
    const reasons = [...new Set(r.loading.unloadable.map((e) => e.replace(/ imported from .*/, '')))];
    if (reasons.length) console.log(`Unloadable in ${r.name}: ${reasons.join(' · ')}`);
  }
  console.log(
    `Most memory: ${Math.max(0, ...rows.map((r) => r.megabytes))} MB. Seconds: tsc ${Math.round(sum((r) => r.seconds.plain))}, unsync's check ${Math.round(sum((r) => r.seconds.check))}, its emit ${Math.round(sum((r) => r.seconds.kept))}.`,
  );

  const failures = results.flatMap((r) =>
    r.crash
      ? [`${r.name} crashed:\n${r.crash}`]
      : [
          ...r.different
            .slice(0, 3)
            .map(
              (d) =>
                `${r.name}: ${d.name} differs\n  tsc:    ${JSON.stringify(d.expected)}\n  undone: ${JSON.stringify(d.actual)}`,
            ),
          ...r.unaccounted.slice(0, 10).map((u) => `${r.name}: neither moved nor refused: ${u}`),
          ...r.internal.slice(0, 10).map((d) => `${r.name}: ${d.trim()}`),
          ...r.loading.failed
            .slice(0, 10)
            .map(
              (f) => `${r.name}: ${f.file} does not load: ${f.error ?? `no function under ${f.missing.join(', ')}`}`,
            ),
        ],
  );
  for (const name of Object.keys(atLeast))
    if (sum(columns[name]) < atLeast[name])
      failures.push(`The corpus has ${sum(columns[name])} ${name}: fewer than ${atLeast[name]}.`);
  if (failures.length) console.log(`\nFAILED\n${failures.join('\n')}`);
  else console.log('\nAll is well.');
  return !failures.length;
}

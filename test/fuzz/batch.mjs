/** A process that checks batches of seeds for `run.mjs`: each message is one batch, and is answered by one. */
import { check } from './check.mjs';
import { programOf } from './generate/families.mjs';

process.on('disconnect', () => process.exit());
process.on('message', async ({ seeds, folder, family = 'values' }) => {
  const programs = seeds.map((seed) => programOf(family, seed));
  const groups = new Map();
  for (const program of programs) {
    const key = `${program.format}-${program.target}`;
    groups.set(key, [...(groups.get(key) ?? []), { ...program, id: String(program.seed) }]);
  }
  const verdicts = [];
  try {
    for (const [key, group] of groups) {
      const [{ format, target }] = group;
      verdicts.push(...(await check(group, { format, target }, `${folder}/${key}`)));
    }
    process.send({ verdicts });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});

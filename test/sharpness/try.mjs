/** A process that shows programs to mutants, for `run.mjs`: it is sent their names, and sends what notices each. */
import { load } from './instrument.mjs';
import { groupsIn, look, programOf } from './programs.mjs';

process.on('disconnect', () => process.exit());
process.on('message', ({ mutants, folder, stages }) => {
  const { transformer, switches } = load(`${folder}/mutants`);
  let left = mutants;
  for (const group of groupsIn(`${folder}/programs-${process.pid}`)) {
    if (!left.length || !stages.includes(group.stage)) continue;
    const program = programOf(group);
    switches.reached.clear();
    const sound = lookWith([]);
    const reached = left.filter((name) => switches.reached.has(name));
    process.send({ reached });
    const noticed = new Set();
    // the more together, the longer nothing has come of it
    for (let [at, size] = [0, 1]; at < reached.length; ) {
      const some = reached.slice(at, at + size);
      at += size;
      size = tryAll(some) ? Math.ceil(size / 4) : size * 2;
    }
    left = left.filter((name) => !noticed.has(name));

    /** Whether they change anything: where all of them change nothing together, none does. */
    function tryAll(names) {
      const mutated = lookWith(names);
      if (textOf(mutated) === textOf(sound)) return false;
      const how = names.length === 1 && difference(group, sound, mutated);
      if (names.length > 1) for (const half of halves(names)) tryAll(half);
      else if (how) {
        noticed.add(names[0]);
        process.send({ name: names[0], stage: group.stage, how });
      }
      return true;
    }

    function lookWith(names) {
      switches.activate(names);
      try {
        return look(transformer, group, program);
      } catch (error) {
        if (!names.length) throw error;
        return new Map([['', { said: [`crash: ${String(error?.message ?? error).split('\n')[0]}`], written: '' }]]);
      }
    }
  }
  process.send({ isDone: true });
});

const textOf = (found) => JSON.stringify([...found].sort());
const halves = (all) => [all.slice(0, all.length >> 1), all.slice(all.length >> 1)];

/** How tests of this stage notice it; nothing, where they don't. */
function difference({ stage, isAccepted }, sound, mutated) {
  const nothing = { said: [], written: '' };
  const crash = mutated.get('')?.said[0];
  if (crash) return crash;
  for (const name of new Set([...sound.keys(), ...mutated.keys()])) {
    const [before, after] = [sound, mutated].map((all) => all.get(name) ?? nothing);
    if (after.said.some((text) => /UNSYNC9\d{3}/.test(text))) return `${name}: a bug is said`;
    if (stage !== 'trust') {
      if (before.said.join('\n') !== after.said.join('\n')) return `${name}: other words`;
      if (before.written !== after.written) return `${name}: another output`;
      continue;
    }
    // of what is said of a case, its test asks whether anything is
    if (before.said.length && !after.said.length) return `${name}: nothing is said`;
    if (isAccepted(name) && after.said.length) return `${name}: ${after.said[0].split('\n')[0]}`;
  }
  return undefined;
}

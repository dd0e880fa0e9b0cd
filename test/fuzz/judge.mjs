/** Whether two runs of a program agree, and what in a difference is allowed. */

/**
 * Of a program about where values go, any difference that nobody speaks of: what the build says of it has been asked
 * before, and here an error of ours counts as said, unless the program is harmless.
 */
export function silentDifference({ isHarmless }, expected, actual) {
  for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
    const [l, r] = [expected[i], actual[i]].map((line) => line?.join(' | ') ?? '(nothing)');
    if (l === r) continue;
    const isLoud = actual.some(([, , text]) => /\bUnsync\w*Error\b|ERR_UNSYNC/.test(text));
    return isLoud && !isHarmless ? undefined : `- ${l}\n+ ${r}`;
  }
  return undefined;
}

/** Warnings that say: what follows from changing state may differ. The rest promises the same behaviour. */
const aboutState = new Set([5001, 5002, 5006, 5007, 5008, 5040]);
const isAboutState = (code) => aboutState.has(code) || (code >= 5010 && code < 5030);

/**
 * The first disagreement, as text, or undefined.
 * With a warning about state, only results are held to be the same, and these where all calls run one after the other
 * on one thread and with one worker module, and only they change state: there, state per worker is state.
 * @param {{ keepsState: boolean, isChangedOutside: boolean, marks: string[] }} program
 * @param {boolean} isWhole no function was refused, and runs on the caller's thread now
 * @param {{ code: number }[]} warnings
 * @param {(module: string) => string} workerModuleOf the text of a module's worker module, or nothing
 * @param {[tag: string, label: string, text: string][]} expected
 * @param {[tag: string, label: string, text: string][]} actual
 */
export function disagreement(
  { keepsState, isChangedOutside, marks },
  isWhole,
  warnings,
  workerModuleOf,
  expected,
  actual,
) {
  // in a circle the worker module comes first, and what it leads back to loads in another order: it may find less
  const failsToLoad =
    warnings.some((w) => w.code === 5006) && actual.some(([, , text]) => text.includes("can't be loaded"));
  if (failsToLoad) return undefined;
  // two calls at once change one argument, or a call and its caller do: that is said, by the call
  if (actual.some(([, , text]) => text.includes('ERR_UNSYNC_CONFLICT'))) return undefined;
  // a function that changes what it is given makes state of what others give to it, though nothing is meant to be
  const stateMayDiffer = warnings.some((w) => isAboutState(w.code) && (keepsState || w.code !== 5006));
  const isOneThread = isWhole && !isChangedOutside && new Set(marks.map((m) => m.split(':')[0])).size === 1;
  // what has lost its mark runs on the caller's thread
  const isMarked = (label) => marks.includes(label.replace(/ \d+$/, ''));
  const counts = ([tag, label]) =>
    !stateMayDiffer || (tag === 'result' && isOneThread && isMarked(label)) || tag === 'load';
  const left = expected.filter(counts);
  const right = actual.filter(counts);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [l, r] = [left[i], right[i]].map((line) => line?.join(' | ') ?? '(nothing)');
    if (l !== r && l !== named(r, left[i]?.[1])) return `- ${l}\n+ ${r}`;
  }
  return undefined;

  /** An error whose class the worker module does not name arrives as an Error with its name. */
  function named(line, label = '') {
    return line.replace(/\| Error (\w+): /, (text, name) =>
      new RegExp(`\\b${name}\\b`).test(workerModuleOf(label.split(':')[0])) ? text : `| ${name} ${name}: `,
    );
  }
}

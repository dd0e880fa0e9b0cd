/** Two sorts of programs: what is computed (`values`), and where values go (`flows`). */
import { flow } from './flows/program.mjs';
import { generate } from './program.mjs';

const generators = { values: generate, flows: flow };
export const families = /** @type {('values' | 'flows')[]} */ (Object.keys(generators));
export const programOf = (/** @type {'values' | 'flows'} */ family, /** @type {number} */ seed) => ({
  ...generators[family](seed),
  family,
});

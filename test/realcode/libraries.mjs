/**
 * The libraries. An entry:
 * - `copy`: files or folders of the package, and where they go in the project; `without`: files to leave out;
 * - `marks`: by module, the functions to mark; `refused`: which of them must be refused, with what code;
 * - `plain`: where the package ships the same module compiled, if it ships it under another path;
 * - `facade`: a module of ours in front of it;
 * - `calls`: a generator of `['module.function', ...arguments]`; what is given as a function makes the argument.
 *
 * An ordinary facade (`ordinary/`) is written as one writes it who has not read our docs, and stays so: its entry
 * says what comes of that. What it gives and takes is compared with its classes. Further:
 * - `with`: what else to install, by version;
 * - `warned`: all codes of the warnings of its compilation;
 * - `rejected`: of what moves with a warning of that, the functions whose calls are rejected as values cross;
 * - `differs`: those whose results are others, of which a warning has spoken;
 * - `look`: by function, what one does with its result, which must come to the same; of those that `varies` names, that
 *   alone is compared;
 * - `calls` is given what imports a package as the facade does.
 */
import { compression } from './libraries/compression.mjs';
import { diffing } from './libraries/diffing.mjs';
import { geometry } from './libraries/geometry.mjs';
import { hashing } from './libraries/hashing.mjs';
import { markdown } from './libraries/markdown.mjs';
import { data } from './libraries/ordinary/data.mjs';
import { documents } from './libraries/ordinary/documents.mjs';
import { graphs } from './libraries/ordinary/graphs.mjs';
import { languages } from './libraries/ordinary/languages.mjs';
import { numbers } from './libraries/ordinary/numbers.mjs';
import { search } from './libraries/ordinary/search.mjs';
import { simulation } from './libraries/ordinary/simulation.mjs';
import { spatial } from './libraries/ordinary/spatial.mjs';
import { parsers } from './libraries/parsers.mjs';
import { strings } from './libraries/strings.mjs';

const ordinary = [...simulation, ...data, ...documents, ...graphs, ...languages, ...numbers, ...search, ...spatial].map(
  (entry) => ({ ...entry, ordinary: true }),
);

export const libraries = [
  ...parsers,
  ...hashing,
  ...diffing,
  ...geometry,
  ...compression,
  ...markdown,
  ...strings,
  ...ordinary,
];

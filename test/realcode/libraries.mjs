/**
 * The libraries. An entry:
 * - `copy`: files or folders of the package, and where they go in the project; `without`: files to leave out;
 * - `marks`: by module, the functions to mark; `refused`: which of them must be refused, with what code;
 * - `plain`: where the package ships the same module compiled, if it ships it under another path;
 * - `facade`: a module of ours in front of it;
 * - `calls`: a generator of `['module.function', ...arguments]`.
 */
import { compression } from './libraries/compression.mjs';
import { diffing } from './libraries/diffing.mjs';
import { geometry } from './libraries/geometry.mjs';
import { hashing } from './libraries/hashing.mjs';
import { markdown } from './libraries/markdown.mjs';
import { parsers } from './libraries/parsers.mjs';
import { strings } from './libraries/strings.mjs';

export const libraries = [...parsers, ...hashing, ...diffing, ...geometry, ...compression, ...markdown, ...strings];

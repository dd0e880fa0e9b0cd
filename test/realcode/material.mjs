/** What the libraries are fed: generated data from a seed, and the texts and scripts of the packages that are installed. */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { folder } from './project.mjs';

/** Numbers from 0 up to 1, the same in every run (mulberry32). */
export function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)] };
}

/** Bytes that compress a little: runs of noise and of repetition, turn about. */
export function bytes(seed, length) {
  const { below } = random(seed);
  const result = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const value = below(3) ? -1 : below(256);
    for (let end = Math.min(length, at + 1 + below(40)); at < end; at++) result[at] = value < 0 ? below(256) : value;
  }
  return result;
}

/** A star around a point, not convex, that does not cross itself: `[x, y]` pairs. */
export function polygon(seed, corners, radius = 100, [x, y] = [0, 0]) {
  const { next } = random(seed);
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    const distance = radius * (0.3 + 0.7 * next());
    return [x + distance * Math.cos(angle), y + distance * Math.sin(angle)];
  });
}

/** A value of plain data of any shape. */
export function value(seed, depth = 4) {
  const { next, below } = random(seed);
  const make = (left) => {
    const list = (item) => Array.from({ length: below(6) }, item);
    switch (below(left ? 8 : 6)) {
      case 0:
        return below(2 ** 31) - 2 ** 30;
      case 1:
        return next() * 10 ** below(20);
      case 2:
        return String.fromCodePoint(...list(() => 32 + below(left ? 0x2f0 : 0x60)));
      case 3:
        return below(2) === 0;
      case 4:
        return null;
      case 5:
        return `${below(1000)}`;
      case 6:
        return list(() => make(left - 1));
      default:
        return Object.fromEntries(list((_, i) => [`${'abcdef'[i]}${below(9)}`, make(left - 1)]));
    }
  };
  return make(depth);
}

/** The text, and texts that are like it but wrong somewhere: cut off, a character changed, a piece twice. */
export function* spoilt(text, seed, count) {
  const { below } = random(seed);
  for (let i = 0; i < count && text.length > 4; i++) {
    const at = below(text.length);
    if (i % 3 === 0) yield text.slice(0, at);
    else if (i % 3 === 1) yield text.slice(0, at) + '\'"`{}()[]<>\\\n'[below(14)] + text.slice(at + 1);
    else yield text.slice(0, at) + text.slice(Math.max(0, at - below(20)));
  }
}

/** A library as it is installed, to make inputs with. */
export const library = (name) =>
  import(pathToFileURL(createRequire(path.join(folder, 'package.json')).resolve(name)).href);

/** Readmes and changelogs. */
export const texts = (count = 60, size = 40_000) => installed(/\.(md|markdown)$/i, count, size);
export const scripts = (count = 150, size = 30_000) => installed(/(?<!\.min)\.[cm]?js$/, count, size);

/** Every so many of the files, so that all packages have their share. */
function installed(pattern, count, size) {
  const all = [...filesIn(path.join(folder, 'node_modules'))].filter((file) => pattern.test(file)).sort();
  const step = Math.max(1, Math.floor(all.length / (2 * count)));
  return all
    .filter((file, i) => i % step === 0 && fs.statSync(file).size < size)
    .slice(0, count)
    .map((file) => fs.readFileSync(file, 'utf8'));
}

/** Not through links: the one to unsync itself leads back here. */
function* filesIn(root) {
  for (const entry of fs.readdirSync(root, { withFileTypes: true })) {
    const full = path.join(root, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.')) yield* filesIn(full);
    else if (entry.isFile()) yield full;
  }
}

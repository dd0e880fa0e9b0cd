import { parse, ParseError } from './tasks.js';
const tries = [['1'], ['a!'], ['x'], ['1', '2', '3', '4']];
const all = { n: 0 };
for (const lines of tries)
  try { all.n += await parse(lines); } catch (e) {
    if (e instanceof ParseError) console.log(e.name, e.at.line, e.input.join());
    else if (e instanceof RangeError) console.log(e.message);
    else if (e instanceof Error) { const noted = e as Error & { seen?: boolean }; noted.seen = true; console.log(e.message, (e.cause as Error).name, noted.seen); }
  }
console.log(all.n);

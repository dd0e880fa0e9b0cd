import { Color, count, NONE, paint, STOP, stops } from './tasks.js';
const rows = [{ color: Color.red, tag: NONE }, { color: Color.red, tag: {} }, { color: Color.blue, tag: NONE }];
const m = await count(rows); console.log(m.get(Color.red), m.get(Color.blue), m.size);
const c = await paint(rows); console.log(c === Color.red, rows.map((r) => r.color === Color.blue).join(), (await paint([...rows, ...rows])) === NONE);
try { await stops(2); } catch (e) { console.log(e === STOP, Object.keys(STOP).length, STOP.message); }

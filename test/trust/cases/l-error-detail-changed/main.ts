import { check, Invalid } from './tasks.js';
async function main(): Promise<void> {
  const rows = [{ ok: true }, { ok: false }];
  try { await check(rows); } catch (e) { if (e instanceof Invalid) for (const row of e.rows) row.ok = true; }
  console.log(rows.every((r) => r.ok));
}
await main();

import { make } from './tasks.js';
import { count } from './tasks.js';
export async function main(): Promise<void> {
  const made = await make(2);
  console.log(made.run(3), await count(0));
}
await main();

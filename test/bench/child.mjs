/** A contender's process: measures the rows that it is told to, until its parent is gone. */
import { rows } from './rows.mjs';

const [name, threads] = [process.argv[2], Number(process.argv[3])];

const load = () => import(`./contenders/${name}.mjs`);
const open = async (count) => ({ ...(await (await load()).open(count)), name });
let contender;

process.on('disconnect', () => process.exit());
process.on('message', async ({ key, ...given }) => {
  try {
    const row = rows.find((each) => each.key === key);
    const options = { ...given, threads: row.threads ?? threads, load };
    if (row.fresh) return process.send({ figures: await row.measure(() => open(options.threads), options) });
    contender ??= await open(threads);
    process.send({ figures: await row.measure(contender, options) });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});

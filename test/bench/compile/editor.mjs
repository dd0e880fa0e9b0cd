/** Asks a real tsserver over its protocol, as editors do, and says what its answers took. */
import fs from 'node:fs';
import { createClient } from '../../support/tsserver-client.mjs';
import { packageOf, start } from './process.mjs';

const server = `${packageOf('typescript')}/lib/tsserver.js`;

/** `first`: from its start to what is wrong in a file. Then `change` resolves when that is said after a keystroke. */
export async function edit(folder, file) {
  const { child, untilNow, spent, end } = start(
    server,
    ['--disableAutomaticTypingAcquisition', '--allowLocalPluginLoads'],
    { cwd: folder, stdio: ['pipe', 'pipe', 'ignore', 'ipc'] },
  );
  const { send, ask } = createClient(child);
  const ended = new Promise((_, reject) => {
    child.once('exit', () => reject(new Error(`tsserver in ${folder} ended`)));
  });
  ended.catch(() => {}); // nobody waits when it is told to end
  const diagnose = async () => {
    const { success, message } = await Promise.race([ask('semanticDiagnosticsSync', { file }), ended]);
    if (!success) throw new Error(`tsserver: ${message}`);
  };

  send('open', { file, fileContent: fs.readFileSync(file, 'utf8'), projectRootPath: folder });
  await diagnose();
  return {
    first: await untilNow(),
    /** Types a comment at the end of the first line. */
    change: () =>
      spent(() => {
        send('change', { file, line: 1, offset: 1, endLine: 1, endOffset: 1, insertString: '/**/' });
        return diagnose();
      }),
    end,
  };
}

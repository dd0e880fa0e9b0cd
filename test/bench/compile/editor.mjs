/** Asks a real tsserver over its protocol, as editors do, and says what its answers took. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { execArgv, packageOf, toFigures } from './build.mjs';

const server = `${packageOf('typescript')}/lib/tsserver.js`;

/** `first`: from its start to what is wrong in a file. Then `change` resolves when that is said after a keystroke. */
export async function edit(folder, file) {
  const from = performance.now();
  const child = fork(server, ['--disableAutomaticTypingAcquisition', '--allowLocalPluginLoads'], {
    cwd: folder,
    execArgv,
    stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
  });
  const waiting = new Map();
  let received = '';
  let sequence = 0;
  child.stdout.setEncoding('latin1').on('data', (data) => {
    received += data;
    for (let head; (head = /Content-Length: (\d+)\r\n\r\n/.exec(received)); ) {
      const start = head.index + head[0].length;
      const end = start + Number(head[1]);
      if (received.length < end) return;
      const { type, request_seq: seq, success, message } = JSON.parse(received.slice(start, end));
      received = received.slice(end);
      const answered = type === 'response' && waiting.get(seq);
      if (!answered) continue;
      waiting.delete(seq);
      if (success) answered.resolve();
      else answered.reject(new Error(`tsserver: ${message}`));
    }
  });
  const send = (command, args) => {
    child.stdin.write(`${JSON.stringify({ seq: ++sequence, type: 'request', command, arguments: args })}\n`);
    return sequence;
  };
  const diagnose = () =>
    new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error(`tsserver in ${folder} ended`)));
      waiting.set(send('semanticDiagnosticsSync', { file }), { resolve, reject });
    });
  const usage = async () => {
    const answer = once(child, 'message');
    child.send('usage');
    return (await answer)[0];
  };

  send('open', { file, fileContent: fs.readFileSync(file, 'utf8'), projectRootPath: folder });
  await diagnose();
  const first = toFigures(await usage(), performance.now() - from);
  return {
    first,
    /** Types a comment at the end of the first line. */
    async change() {
      const before = await usage();
      const begun = performance.now();
      const at = { line: 1, offset: 1, endLine: 1, endOffset: 1 };
      send('change', { file, ...at, insertString: '/**/' });
      await diagnose();
      const wall = performance.now() - begun;
      const after = await usage();
      return toFigures({ cpu: after.cpu - before.cpu, memory: after.memory }, wall);
    },
    async end() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** tsserver's protocol: a request is a line, and what it says has a head that tells its length. */

/**
 * @typedef {object} Response
 * @property {boolean} success
 * @property {unknown} [body]
 * @property {string} [message] why there is no body
 */

/**
 * Speaks with a tsserver over its standard streams.
 * @param {Pick<import('node:child_process').ChildProcessWithoutNullStreams, 'stdin' | 'stdout'>} server
 */
export function createClient({ stdin, stdout }) {
  /** @type {Map<number, (response: Response) => void>} */
  const waiting = new Map();
  let received = Buffer.alloc(0);
  let sequence = 0;
  stdout.on('data', (/** @type {Buffer} */ data) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const head = /Content-Length: (\d+)\r\n\r\n/.exec(received.toString('latin1'));
      if (!head) return;
      const start = head.index + head[0].length;
      const end = start + Number(head[1]);
      if (received.length < end) return;
      const message = JSON.parse(received.subarray(start, end).toString('utf8'));
      received = received.subarray(end);
      if (message.type !== 'response') continue;
      waiting.get(message.request_seq)?.(message);
      waiting.delete(message.request_seq);
    }
  });

  /**
   * Requests that nothing answers, such as `open`.
   * @param {string} command
   * @param {object} args
   */
  function send(command, args) {
    stdin.write(`${JSON.stringify({ seq: ++sequence, type: 'request', command, arguments: args })}\n`);
    return sequence;
  }

  /**
   * @param {string} command
   * @param {object} args
   * @returns {Promise<Response>}
   */
  const ask = (command, args) => new Promise((resolve) => waiting.set(send(command, args), resolve));

  return { send, ask };
}

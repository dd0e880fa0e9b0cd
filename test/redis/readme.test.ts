/** docs/redis.md to the letter. */
import { expect } from 'vitest';
import { node, project } from '../hosts/project';
import { Page, readme } from '../support/readme';
import { cli, secret, test } from './cluster';

const page = new Page('docs/redis.md');
const files = {
  'tsconfig.json': readme.block('tsconfig.json'),
  'src/tasks.ts': readme.block('src/tasks.ts'),
  'src/cluster.ts': page.block('src/cluster.ts'),
};

test('a program on other machines, by configuration alone', async ({ stage }) => {
  const folder = project(files, 'module');
  expect(node(folder, [cli, 'build'])).toEqual({ stdout: '', stderr: '', status: 0 });
  const server = await stage.server();
  const [worker, caller] = [...page.text.matchAll(/^(?:npx unsync|node) (.*?) *#/gm)].map(([, args]) =>
    args!.split(' '),
  );
  expect([worker![0], caller![0]]).toEqual(['worker', 'dist/cluster.js']);
  const env = { UNSYNC_REDIS: server.url, UNSYNC_SECRET: secret };
  await stage.start(folder, [cli, ...worker!], { env }).says('takes calls');
  const calling = stage.start(folder, caller!, { env });
  expect(await calling.ended).toBe(0);
  expect(calling.output()).toBe('832040 13\n');
});

test('the user of Redis that it describes may do all that is needed', async ({ stage }) => {
  const [, rules] = /`ACL SETUSER unsync on '>…' (.*?)`/.exec(page.text)!;
  const server = await stage.server();
  await server.client.call('ACL', 'SETUSER', 'unsync', 'on', '>password', ...rules!.replaceAll("'", '').split(' '));
  const folder = project(files, 'module');
  node(folder, [cli, 'build']);
  const env = { UNSYNC_REDIS: server.url.replace('//', '//unsync:password@') };
  const worker = stage.start(folder, [cli, 'worker'], { env });
  await worker.says('takes calls');
  const calling = stage.start(folder, ['dist/cluster.js'], { env });
  expect(await calling.ended).toBe(0);
  expect([calling.output(), worker.output()]).toEqual([
    '832040 13\n',
    expect.stringMatching(/^unsync worker: takes calls.*\n$/),
  ]);
});

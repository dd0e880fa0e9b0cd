/** Builds that are not for Node: what has marks does not get into them unnoticed. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { node, project } from './project';

const files = {
  'index.html': '<script type="module" src="/src/page.ts"></script>',
  'src/page.ts': `import { title } from './title';\ndocument.title = title;\n`,
  'src/title.ts': `import { heavy } from './work';\nexport const title = String(await heavy(3));\n`,
  'src/work.ts': `import { isMainThread } from 'node:worker_threads';
/** @unsync cpu-bound */
export function heavy(n: number): string {
  return n + String(isMainThread);
}
`,
  'src/server.ts': `import { heavy } from './work';\nconsole.log(await heavy(3));\n`,
  // a marked file that is imported, and of which nothing is left
  'guarded.html': '<script type="module" src="/src/guarded.ts"></script>',
  'src/guarded.ts': `import { isWord } from './mixed';
if (import.meta.env.SSR) console.log(await isWord('server'));
document.title = 'fine';
`,
  'src/mixed.ts': `/** @unsync cpu-bound */\nexport function isWord(text: string): boolean {\n  return text.length > 3;\n}\n`,
  'wrapped.html': '<script type="module" src="/src/wrapped.ts"></script>',
  'src/wrapped.ts': `import { unsync } from 'unsync';
const twice = unsync((n: number) => n * 2, { kind: 'cpu-bound' });
document.title = String(await twice(2));
`,
  'library.html': '<script type="module" src="/src/library.js"></script>',
  'src/library.js': `import { weigh } from 'weights';\ndocument.title = String(await weigh('x'));\n`,
  'thread.html': '<script type="module" src="/src/thread.ts"></script>',
  'src/thread.ts': `new Worker(new URL('./web-worker.ts', import.meta.url), { type: 'module' });\n`,
  'src/web-worker.ts': `import { heavy } from './work';\nvoid heavy(3).then(postMessage);\n`,
  'node_modules/weights/package.json': JSON.stringify({ name: 'weights', type: 'module', exports: './index.js' }),
  'node_modules/weights/index.js': `import * as unsync_1 from "unsync/task";
unsync_1.attach(weigh, weigh_task);
export function weigh(text) { return unsync_1.call(weigh_task, this, arguments); }
function weigh_task() {
  return { name: "weigh", at: "index.ts:1:1", kind: "cpu-bound", worker: new URL("./index.unsync.js", import.meta.url), key: "weigh", inline: weigh };
  function weigh(text) { return text.length; }
}
`,
  'node_modules/weights/index.unsync.js': `function weigh(text) { return text.length; }\nexport const __unsyncTasks = { weigh };\n`,
};

/** A program that tries builds, one after the other, and prints what each says. */
const trying = `
const results = {};
const attempt = async (name, build) => {
  try {
    results[name] = (await build()) ?? 'built';
  } catch (error) {
    results[name] = error.message.replace(/\\u001b\\[\\d+m/g, '');
  }
};
`;
function run(folder: string, script: string): { results: Record<string, string>; stderr: string } {
  fs.writeFileSync(path.join(folder, 'try.mjs'), `${script}console.log(JSON.stringify(results));\n`);
  const { stdout, stderr } = node(folder, ['try.mjs']);
  expect(stdout, stderr).toMatch(/^{.*}\n$/);
  return { results: JSON.parse(stdout) as Record<string, string>, stderr };
}

test('Vite: a build and a server for browsers refuse what is left there of marked files, and others do not', () => {
  const folder = project(files, 'module');
  const { results } = run(
    folder,
    `import fs from 'node:fs';
import unsync from 'unsync/vite';
import { build, createBuilder, createServer } from 'vite';
${trying}
// one program of TypeScript for all
const plugin = unsync();
const options = (more) => ({ logLevel: 'silent', plugins: [plugin], ...more });
const page = (name) => () => build(options({ build: { outDir: name, rollupOptions: { input: name + '.html' } } })).then(() => {});
for (const name of ['index', 'guarded', 'wrapped', 'library', 'thread']) await attempt(name, page(name));
const script = fs.readdirSync('guarded/assets').map((name) => fs.readFileSync('guarded/assets/' + name, 'utf8')).join();
results.left = /fine/.test(script) && !/unsync|length/.test(script);
const server = { ssr: 'src/server.ts', outDir: 'server' };
await attempt('server', () => build(options({ build: server })).then(() => {}));
await attempt('web worker', () => build(options({ ssr: { target: 'webworker' }, build: { ...server, outDir: 'edge' } })).then(() => {}));
const conditions = ['workerd', 'module', 'browser'];
const environments = {
  client: { build: { outDir: 'all/client', rollupOptions: { input: 'guarded.html' } } },
  rsc: { consumer: 'server', build: { outDir: 'all/rsc', rollupOptions: { input: 'src/server.ts' } } },
  worker: { consumer: 'server', resolve: { conditions }, build: { outDir: 'all/worker', rollupOptions: { input: 'src/server.ts' } } },
};
const builder = await createBuilder(options({ environments, builder: { sharedPlugins: true } }));
for (const name of Object.keys(environments)) await attempt(name, () => builder.build(builder.environments[name]).then(() => {}));
const dev = await createServer(options({ server: { middlewareMode: true, ws: false }, appType: 'custom', optimizeDeps: { noDiscovery: true } }));
await attempt('dev client', () => dev.environments.client.transformRequest('/src/work.ts').then(() => {}));
await attempt('dev package', () => dev.environments.client.transformRequest('/node_modules/weights/index.js').then(({ code }) => code));
await attempt('dev server', () => dev.ssrLoadModule('/src/work.ts').then(({ heavy }) => heavy(3)));
await dev.close();
process.env.VITEST = 'true';
for (const plugins of [[], [{ name: 'vitest:browser' }]]) {
  const tests = await createServer(options({ plugins: [plugin, ...plugins], server: { middlewareMode: true, ws: false }, appType: 'custom', optimizeDeps: { noDiscovery: true } }));
  await attempt(plugins.length ? 'tests in browsers' : 'tests', () => tests.environments.client.transformRequest('/src/work.ts').then(() => {}));
  await tests.close();
}
`,
  );
  const refused = (file: string, where: string) =>
    expect.stringContaining(
      `${file}: this file has functions that are marked for unsync, or calls them, and is part of a build for ${where}. Marked functions run on threads of Node: import the file only in what runs on the server.`,
    ) as string;
  const client = "browsers, in Vite's environment 'client'";
  expect(results).toEqual({
    index: refused('src/work.ts:2', client),
    guarded: 'built',
    left: true,
    wrapped: refused('src/wrapped.ts:1', client),
    library: refused('node_modules/weights/index.js:1', client),
    thread: refused('src/work.ts:2', client),
    server: 'built',
    'web worker': refused('src/work.ts:2', "browsers, in Vite's environment 'ssr'"),
    client: 'built',
    rsc: 'built',
    worker: refused('src/work.ts:2', "workerd, in Vite's environment 'worker'"),
    'dev client': refused('src/work.ts:2', client),
    'dev package': refused('node_modules/weights/index.js:1', client),
    'dev server': '3true',
    tests: 'built',
    'tests in browsers': refused('src/work.ts:2', client),
  });
  expect(results['index']).toContain('\n  imported by src/title.ts\n  imported by src/page.ts');
  for (const out of ['server/server.js', 'all/rsc/server.js']) expect(node(folder, [out]).stdout).toBe('3false\n');
});

test('Rollup, Rolldown, tsdown: what a build is for, as far as it is told', () => {
  const folder = project(
    { ...files, 'src/js.js': '/** @unsync cpu-bound */\nexport function one() { return 1; }\n' },
    'module',
  );
  const { results, stderr } = run(
    folder,
    `import { createRequire } from 'node:module';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import { build } from 'tsdown';
import unsync from 'unsync/rollup';
${trying}
const external = [/^node:/];
// one program of TypeScript for all
const plugin = unsync();
const roll = (bundler, input, output) => async () => {
  const bundle = await bundler({ input: 'src/work.ts', external, plugins: [plugin], ...input });
  await bundle.generate(output);
};
for (const platform of ['browser', 'neutral', 'node', undefined])
  await attempt('Rolldown ' + platform, roll(rolldown, platform ? { platform } : {}, { format: 'es' }));
await attempt('Rolldown iife', roll(rolldown, { platform: 'node' }, { format: 'iife', name: 'it' }));
// packages are resolved as @rollup/plugin-node-resolve does, with and without its option 'browser'
const resolving = (field) => ({
  name: 'node-resolve',
  async resolveId(source, importer) {
    if (!source.startsWith('#')) return null;
    const manifest = createRequire(importer).resolve('unsync/package.json');
    return path.join(path.dirname(manifest), createRequire(importer)(manifest).imports[source][field]);
  },
});
for (const field of ['browser', 'default'])
  await attempt('Rollup resolving ' + field, roll(rollup, { plugins: [resolving(field), plugin] }, { format: 'es' }));
for (const format of ['amd', 'system', 'umd', 'cjs'])
  await attempt('Rollup ' + format, roll(rollup, {}, { format, name: 'it' }));
for (const platform of ['browser', 'neutral', 'node'])
  await attempt('tsdown ' + platform, () => build({ entry: 'src/work.ts', platform, plugins: [plugin], dts: false, logLevel: 'silent', config: false, outDir: platform }).then(() => {}));
`,
  );
  const refused = (where: string) => expect.stringContaining(`is part of a build for ${where}. `) as string;
  const format = (name: string) =>
    expect.stringContaining(`a file of the format '${name}' can't say where that is.`) as string;
  expect(results).toEqual({
    'Rolldown browser': refused("the platform 'browser'"),
    'Rolldown neutral': refused("the platform 'neutral'"),
    'Rolldown node': 'built',
    'Rolldown undefined': 'built',
    'Rolldown iife': format('iife'),
    'Rollup resolving browser': refused('browsers, as which its packages are resolved'),
    'Rollup resolving default': 'built',
    'Rollup amd': format('amd'),
    'Rollup system': format('system'),
    'Rollup umd': format('umd'),
    'Rollup cjs': 'built',
    'tsdown browser': refused("the platform 'browser'"),
    'tsdown neutral': refused("the platform 'neutral'"),
    'tsdown node': 'built',
  });
  expect(stderr.match(/Rolldown builds for browsers where it isn't told/g)).toHaveLength(1);
});

test('esbuild, tsup and webpack: a build for browsers is refused, with the condition for Next.js', () => {
  const folder = project(files, 'module');
  const { results } = run(
    folder,
    `import * as esbuild from 'esbuild';
import { build } from 'tsup';
import unsync from 'unsync/esbuild';
import webpack from 'webpack';
import unsyncWebpack from 'unsync/webpack';
${trying}
const options = { bundle: true, format: 'esm', logLevel: 'silent', outdir: 'out' };
const plugins = [unsync()];
await attempt('esbuild', () => esbuild.build({ ...options, entryPoints: ['src/work.ts'], plugins }).then(() => {}));
await attempt('library', () => esbuild.build({ ...options, entryPoints: ['src/library.js'], plugins }).then(() => {}));
await attempt('no plugin', () => esbuild.build({ ...options, entryPoints: ['src/library.js'] }).then(() => {}));
for (const platform of ['browser', 'neutral'])
  await attempt('tsup ' + platform, () => build({ entry: ['src/work.ts'], platform, format: 'esm', config: false, silent: true, esbuildPlugins: [unsync()], outDir: platform }).then(() => {}));
for (const target of [undefined, 'webworker', ['web', 'node']])
  await attempt('webpack ' + target, () => void webpack({ ...(target !== undefined && { target }), entry: './src/library.js', plugins: [unsyncWebpack()] }));
class WellKnownErrorsPlugin { apply() {} }
const next = { name: 'edge-server', target: ['web', 'es6'], plugins: [new WellKnownErrorsPlugin(), unsyncWebpack()] };
await attempt('Next.js', () => void webpack({ ...next, entry: './src/library.js' }));
`,
  );
  const refused = (platform: string) =>
    expect.stringContaining(`this build is for '${platform}'. Set platform: 'node'.`) as string;
  const target = (name: string) =>
    expect.stringContaining(`the target of this build is ${name}. Set target: 'node'`) as string;
  expect(results).toEqual({
    esbuild: refused('browser'),
    library: refused('browser'),
    'no plugin': expect.stringContaining('Could not resolve "node:') as string,
    'tsup browser': refused('browser'),
    'tsup neutral': refused('neutral'),
    'webpack undefined': target('"web"'),
    'webpack webworker': target('"webworker"'),
    'webpack web,node': target('["web","node"]'),
    'Next.js': expect.stringContaining("In next.config, add the plugin where 'nextRuntime' is 'nodejs'") as string,
  });
});

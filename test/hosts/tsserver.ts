/** A client of a real tsserver, over its protocol, as editors are. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createClient } from '../support/tsserver-client.mjs';

export interface Location {
  readonly line: number;
  readonly offset: number;
}
type Arguments = Readonly<Record<string, unknown>>;

export class Editor {
  readonly #server: ChildProcessWithoutNullStreams;
  readonly #folder: string;
  readonly #texts = new Map<string, string>();
  readonly #client: ReturnType<typeof createClient>;

  /** The compiler is the folder's own, or of one above: as an editor's "workspace version" is. */
  constructor(folder: string, compiler: string) {
    this.#folder = folder;
    const server = path.join(compiler, 'lib/tsserver.js');
    const log = ['--logFile', path.join(folder, 'tsserver.log'), '--logVerbosity', 'terse'];
    this.#server = spawn(
      process.execPath,
      // packages stand beside each other by links here
      ['--preserve-symlinks', '--preserve-symlinks-main', server, '--disableAutomaticTypingAcquisition', ...log],
      { cwd: folder, env: { ...process.env, VITEST: undefined, NODE_OPTIONS: undefined } },
    );
    this.#client = createClient(this.#server);
  }

  /** What tsserver has logged; the plugin logs there what goes wrong in it. */
  get log(): string {
    return fs.readFileSync(path.join(this.#folder, 'tsserver.log'), 'utf8');
  }

  open(...names: string[]): void {
    for (const name of names) {
      const file = this.file(name);
      const fileContent = fs.readFileSync(file, 'utf8');
      this.#texts.set(name, fileContent);
      this.#client.send('open', { file, fileContent, projectRootPath: this.#folder });
    }
  }

  /** Types over a piece of text, which must be there once. */
  change(name: string, from: string, to: string): void {
    const start = this.at(name, from);
    const text = this.text(name);
    const end = locationIn(text, text.indexOf(from) + from.length);
    this.#texts.set(
      name,
      text.replace(from, () => to),
    );
    this.#client.send('change', {
      ...start,
      endLine: end.line,
      endOffset: end.offset,
      insertString: to,
    });
  }

  /** Applies what a fix changes in a file. */
  apply(name: string, changes: readonly { start: Location; end: Location; newText: string }[]): void {
    for (const { start, end, newText } of changes.toReversed()) {
      const text = this.text(name);
      this.#texts.set(name, text.slice(0, indexIn(text, start)) + newText + text.slice(indexIn(text, end)));
      const { line: endLine, offset: endOffset } = end;
      this.#client.send('change', { file: this.file(name), ...start, endLine, endOffset, insertString: newText });
    }
  }

  file(name: string): string {
    return path.join(this.#folder, name).split(path.sep).join('/');
  }

  text(name: string): string {
    return this.#texts.get(name) ?? fs.readFileSync(this.file(name), 'utf8');
  }

  /** The place of a piece of text, or in it, at `|`. */
  at(name: string, marked: string): Location & { file: string } {
    const cursor = Math.max(marked.indexOf('|'), 0);
    const plain = marked.replace('|', '');
    const index = this.text(name).indexOf(plain);
    if (index < 0) throw new Error(`'${plain}' is not in ${name}`);
    return { file: this.file(name), ...locationIn(this.text(name), index + cursor) };
  }

  /** The text between two places. */
  between(name: string, start: Location, end: Location): string {
    const text = this.text(name);
    return text.slice(indexIn(text, start), indexIn(text, end));
  }

  async ask<T>(command: string, args: Arguments): Promise<T> {
    const { success, body, message } = await this.#client.ask(command, args);
    if (!success && message !== 'No content available.') throw new Error(`${command}: ${message}`);
    return body as T;
  }

  /** What is found in a file, a line each: code, category, the text it stands at, and what it says. */
  async diagnostics(name: string, command = 'semanticDiagnosticsSync'): Promise<string[]> {
    type Found = { start: Location; end: Location; code: number; category: string; text: string };
    const found = await this.ask<Found[]>(command, { file: this.file(name) });
    return found.map((d) => `${d.category} ${d.code} '${this.between(name, d.start, d.end)}': ${d.text}`);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#server.once('exit', resolve));
    this.#client.send('exit', {});
    await ended;
  }
}

function locationIn(text: string, index: number): Location {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, offset: before.at(-1)!.length + 1 };
}

function indexIn(text: string, { line, offset }: Location): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((n, l) => n + l.length + 1, 0) + offset - 1;
}

// @noImplicitReturns: true
/// <reference lib="dom" />
import type { KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { BlockList } from 'node:net';
import type { SocketAddress } from 'node:net';
import type { Histogram, IntervalHistogram, RecordableHistogram } from 'node:perf_hooks';

// what the running Node can clone or move
/** @unsync */
export function fine(
  key: KeyObject,
  crypto: webcrypto.CryptoKey,
  pair: CryptoKeyPair,
  certificate: X509Certificate,
  memory: WebAssembly.Memory,
  module: WebAssembly.Module,
  file: File,
  blob: Blob,
  handle: FileHandle,
  blocked: BlockList,
  address: SocketAddress,
  histogram: Histogram | RecordableHistogram,
  shared: SharedArrayBuffer,
  port: MessagePort,
  stream: ReadableStream,
  error: DOMException | AggregateError,
): unknown[] {
  return [key, crypto, pair, certificate, memory, module, file, blob, handle, blocked, address, histogram, shared, port, stream, error];
}

/** @unsync */
export function table(table: WebAssembly.Table): number {
  return table.length;
}
/** @unsync */
export function instance(instance: WebAssembly.Instance): boolean {
  return 'exports' in instance;
}
/** @unsync */
export function unzips(stream: DecompressionStream): boolean {
  return stream.readable.locked;
}
/** @unsync */
export function delays(histogram: IntervalHistogram): number {
  return histogram.max;
}
/** @unsync */
export function formatted(format: Intl.NumberFormat): string {
  return format.format(1);
}
class Deny extends BlockList {}
/** @unsync */
export function denied(list: Deny): boolean {
  return list.check('1.2.3.4');
}
export const deny = new Deny();

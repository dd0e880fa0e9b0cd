// Objects of the platform whose state is a text: URLs, their parameters, and headers.
import { URL, URLSearchParams } from '../../platform/node/globals.js';
import { tagOf } from '../survival.js';

/** Undefined for all others. */
export function textOf(object: object): string | undefined {
  if (object instanceof URL) return object.href;
  return isList(object) ? JSON.stringify([...object]) : undefined;
}

export function setText(object: object, text: string): void {
  if (object instanceof URL) {
    object.href = text;
    return;
  }
  const list = object as Headers;
  for (const key of [...list.keys()]) list.delete(key);
  for (const [key, value] of JSON.parse(text) as [string, string][]) list.append(key, value);
}

const isList = (object: object): object is Headers | URLSearchParams =>
  object instanceof URLSearchParams || tagOf(object) === '[object Headers]';

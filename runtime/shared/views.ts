// A view sends only the bytes that it sees: a small Buffer is a window on a pool of 8 kB.

/**
 * For views that see a part of their buffer, the same views on a copy of that part. Those of one buffer stay views of
 * one: what is written through the one, the other sees.
 * @param whole buffers that are sent themselves, or transferred
 */
export function compactViews(
  views: readonly ArrayBufferView[],
  whole: ReadonlySet<object>,
): Map<ArrayBufferView, ArrayBufferView<ArrayBuffer>> {
  const compacted = new Map<ArrayBufferView, ArrayBufferView<ArrayBuffer>>();
  const [first] = views;
  if (views.length === 1 && first!.byteLength > 0 && first!.byteLength === first!.buffer.byteLength) return compacted;
  const byBuffer = new Map<ArrayBuffer, ArrayBufferView[]>();
  for (const view of views) {
    const { buffer } = view;
    if (!(buffer instanceof ArrayBuffer) || whole.has(buffer)) continue;
    // a view may follow the size of its buffer
    if ((buffer as { resizable?: boolean }).resizable) continue;
    byBuffer.set(buffer, [...(byBuffer.get(buffer) ?? []), view]);
  }
  for (const [buffer, list] of byBuffer) {
    // elements stay aligned
    const unit = Math.max(...list.map((v) => (v instanceof DataView ? 1 : (v as Uint8Array).BYTES_PER_ELEMENT)));
    const begin = Math.floor(Math.min(...list.map((v) => v.byteOffset)) / unit) * unit;
    const end = Math.max(...list.map((v) => v.byteOffset + v.byteLength));
    if (end - begin === buffer.byteLength) continue;
    const part = buffer.slice(begin, end);
    for (const view of list) compacted.set(view, on(part, view, view.byteOffset - begin));
  }
  return compacted;
}

function on(buffer: ArrayBuffer, view: ArrayBufferView, offset: number): ArrayBufferView<ArrayBuffer> {
  if (view instanceof DataView) return new DataView(buffer, offset, view.byteLength);
  const array = view as Uint8Array;
  // also of a Buffer, which is a Uint8Array to structured clone
  const Class = globalThis[array[Symbol.toStringTag]] as typeof Uint8Array;
  return new Class(buffer, offset, array.length);
}

import JSZip from 'jszip';

/** @unsync background */
export async function pack(files: Record<string, string>): Promise<Uint8Array> {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(files)) zip.file(name, text, { date: new Date(0) });
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

/** @unsync background */
export async function unpack(bytes: Uint8Array): Promise<JSZip> {
  return JSZip.loadAsync(bytes);
}

/** @unsync background */
export async function names(zip: JSZip): Promise<string[]> {
  return Object.values(zip.files).flatMap((file) => (file.dir ? [] : [file.name]));
}

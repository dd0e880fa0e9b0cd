import { PDFDocument, rgb, StandardFonts } from 'pdf-lib';

/** @unsync background */
export async function invoice(lines: string[], at: Date): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage();
  lines.forEach((line, i) => {
    page.drawText(line, { x: 50, y: page.getHeight() - 50 - 16 * i, size: 12, font, color: rgb(0, 0.2, 0.4) });
  });
  document.setCreationDate(at);
  document.setModificationDate(at);
  return document.save();
}

/** @unsync background */
export async function merge(files: Uint8Array[]): Promise<PDFDocument> {
  const merged = await PDFDocument.create({ updateMetadata: false });
  for (const file of files) {
    const source = await PDFDocument.load(file);
    const pages = await merged.copyPages(source, source.getPageIndices());
    for (const page of pages) merged.addPage(page);
  }
  return merged;
}

/** @unsync background */
export async function numberPages(document: PDFDocument): Promise<PDFDocument> {
  document.getPages().forEach((page, i) => {
    page.drawText(`${i + 1}`, { x: 20, y: 20, size: 10 });
  });
  return document;
}

import { bytes, random } from '../../material.mjs';

/** A QR code as a camera would see it, eight pixels for each of its modules. */
async function seen(use, text) {
  const { default: QRCode } = await use('qrcode');
  const { modules } = QRCode.create(text);
  const size = 8 * (modules.size + 8);
  const pixels = new Uint8ClampedArray(size * size).fill(255);
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [((i % size) >> 3) - 4, (Math.floor(i / size) >> 3) - 4];
    const isInside = x >= 0 && y >= 0 && x < modules.size && y < modules.size;
    if (isInside && modules.data[y * modules.size + x]) pixels[i] = 0;
  }
  return [pixels, size];
}

export const documents = [
  {
    name: 'pdf-lib',
    version: '1.17.1',
    kind: 'PDF',
    facade: 'ordinary/pdf-lib',
    refused: {
      // a context has a SimpleRNG, which is not exported
      'facade.merge': 2010,
      'facade.numberPages': 2010,
    },
    look: {
      'facade.merge': (document) => [document.getPageCount(), document.getPages().map((page) => page.getSize())],
      'facade.numberPages': (document) => [document.getPageCount(), document.getPage(0).getRotation()],
    },
    async *calls(use) {
      const { PDFDocument } = await use('pdf-lib');
      const make = async (pages) => {
        const document = await PDFDocument.create({ updateMetadata: false });
        for (let i = 0; i < pages; i++) document.addPage([200 + i, 300]).drawText(`page ${i}`);
        return document;
      };
      for (let i = 1; i < 6; i++) {
        yield ['facade.invoice', Array.from({ length: i }, (_, n) => `${n} things, ${n * 3} €`), new Date(1e12)];
        yield ['facade.merge', [await (await make(i)).save(), await (await make(1)).save()]];
        const document = await make(i);
        yield ['facade.numberPages', () => document];
      }
      yield ['facade.merge', [bytes(1, 100)]];
    },
  },
  {
    name: 'exceljs',
    version: '4.4.0',
    kind: 'spreadsheets',
    facade: 'ordinary/exceljs',
    refused: {
      // a workbook has readers and writers, and sheets of classes that are not exported
      'facade.readWorkbook': 2021,
      'facade.sumColumn': 2021,
    },
    // archives have the time at which they are made
    varies: ['facade.toExcel'],
    look: {
      'facade.toExcel': (file) => file.constructor.name,
      'facade.readWorkbook': (workbook) => workbook.worksheets.map((sheet) => [sheet.name, sheet.getSheetValues()]),
    },
    async *calls(use) {
      const { default: ExcelJS } = await use('exceljs');
      for (let i = 1; i < 6; i++) {
        const rows = Array.from({ length: i * 4 }, (_, n) => ({
          region: `r${n % 3}`,
          amount: n * 7,
          at: new Date(n * 1e10),
        }));
        yield ['facade.toExcel', rows];
        const make = () => {
          const workbook = new ExcelJS.Workbook();
          workbook.created = workbook.modified = new Date(0);
          const sheet = workbook.addWorksheet('One');
          for (const { region, amount, at } of rows) sheet.addRow([region, amount, at]);
          return workbook;
        };
        yield ['facade.sumColumn', make, 2];
        const file = await make().xlsx.writeBuffer();
        yield ['facade.readWorkbook', file];
      }
      yield ['facade.readWorkbook', Buffer.from('no workbook')];
    },
  },
  {
    name: 'jszip',
    version: '3.10.2',
    kind: 'archives',
    facade: 'ordinary/jszip',
    refused: {
      // it is an interface with functions to its types, and has one of its own
      'facade.unpack': 2021,
      'facade.names': 2021,
    },
    // archives have the time at which folders are made
    varies: ['facade.pack'],
    look: {
      'facade.pack': (bytes) => bytes.length,
      'facade.unpack': (zip) => zip.file('a.txt')?.name,
    },
    async *calls(use) {
      const { default: JSZip } = await use('jszip');
      for (let i = 1; i < 6; i++) {
        const files = { 'a.txt': 'a'.repeat(100 * i), 'b/c.txt': `c ${i}` };
        const make = () => {
          const zip = new JSZip();
          for (const [name, text] of Object.entries(files)) zip.file(name, text, { date: new Date(0) });
          return zip;
        };
        yield ['facade.pack', files];
        yield ['facade.unpack', await make().generateAsync({ type: 'uint8array' })];
        yield ['facade.names', make];
      }
      yield ['facade.unpack', bytes(2, 50)];
    },
  },
  {
    name: 'pngjs',
    version: '7.0.0',
    with: { '@types/pngjs': '6.0.5' },
    kind: 'images',
    facade: 'ordinary/pngjs',
    refused: {
      // to its types; what it gives is plain
      'facade.decode': 2010,
      // it is a Duplex
      'facade.checkerboard': 2010,
    },
    look: {
      'facade.checkerboard': (png) => [png.width, png.height, png.data],
    },
    async *calls(use) {
      const { PNG } = await use('pngjs');
      for (let i = 1; i < 8; i++) {
        const png = new PNG({ width: 4 * i, height: 5 });
        png.data = Buffer.from(bytes(i, 80 * i));
        const file = PNG.sync.write(png);
        yield ['facade.decode', () => Buffer.from(file)];
        yield ['facade.grayscale', () => Buffer.from(file)];
        yield ['facade.checkerboard', i];
      }
      yield ['facade.decode', () => Buffer.from('no picture')];
    },
  },
  {
    name: 'qrcode',
    version: '1.5.4',
    with: { '@types/qrcode': '1.5.6' },
    kind: 'QR codes',
    facade: 'ordinary/qrcode',
    refused: {
      // a BitMatrix is an interface with functions to its types, and its class is not exported
      'facade.create': 2021,
    },
    look: {
      'facade.create': (code) => Array.from({ length: code.modules.size }, (_, i) => code.modules.get(i, i)),
    },
    *calls() {
      for (const text of ['a', 'https://example.org/?q=1', '12345678901234567890', 'ÄÖÜ', 'x'.repeat(500), '']) {
        yield ['facade.create', text];
        yield ['facade.svg', text];
      }
    },
  },
  {
    name: '@zxing/library',
    version: '0.21.3',
    kind: 'barcodes',
    facade: 'ordinary/zxing',
    warned: [5022],
    rejected: [
      // its points are FinderPatterns, which are not exported
      'facade.decode',
    ],
    look: {
      'facade.encode': (matrix) => [matrix.getWidth(), matrix.toString(), matrix.get(9, 9)],
      'facade.decode': (result) => [result.getText(), result.getBarcodeFormat(), result.getResultPoints().length],
    },
    async *calls(use) {
      const { below } = random(5);
      for (const text of ['a', 'https://example.org/?q=1', '12345678901234567890', 'ÄÖÜ', 'x'.repeat(300)]) {
        yield ['facade.encode', text, 100 + below(100)];
        const [pixels, size] = await seen(use, text);
        yield ['facade.decode', pixels, size, size];
      }
      yield ['facade.encode', '', 100];
      yield ['facade.decode', new Uint8ClampedArray(10_000), 100, 100];
    },
  },
];

import QRCode from 'qrcode';

/** @unsync */
export function create(text: string): QRCode.QRCode {
  return QRCode.create(text, { errorCorrectionLevel: 'H' });
}

/** @unsync background */
export async function svg(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg' });
}

import {
  BarcodeFormat,
  BinaryBitmap,
  type BitMatrix,
  HybridBinarizer,
  MultiFormatReader,
  QRCodeWriter,
  type Result,
  RGBLuminanceSource,
} from '@zxing/library';

/** @unsync */
export function encode(text: string, size: number): BitMatrix {
  return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, size, size, new Map());
}

/** @unsync */
export function decode(luminance: Uint8ClampedArray, width: number, height: number): Result {
  const source = new RGBLuminanceSource(luminance, width, height);
  return new MultiFormatReader().decode(new BinaryBitmap(new HybridBinarizer(source)), new Map());
}

import { Injectable } from '@nestjs/common';

/** What a provider gets injected travels with it, as long as it is plain data, like this. */
@Injectable()
export class Settings {
  readonly maxPlaces = Number(process.env['MAX_PLACES'] ?? 1000);
  readonly folder = process.env['TOURS'] ?? 'tours';
}

import { settings, registry } from './support/mutable';
import * as all from './support/mutable';

/** @unsync */
export function configures(): void {
  settings.level = 2;
}
/** @unsync */
export function registers(key: string): void {
  registry.set(key, 1);
  all.settings.level++;
}

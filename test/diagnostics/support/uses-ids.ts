import { nextId } from './ids';

export class Item {
  readonly id = nextId();
}

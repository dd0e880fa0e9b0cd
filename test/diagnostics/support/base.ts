export class Base {
  static made = 0;
  static readonly all: number[] = [];
  static bump() {
    return ++this.made;
  }
  static list() {
    return this.all.push(1);
  }
}

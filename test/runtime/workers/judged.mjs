// Classes as a package might have them, of which the build has seen only declarations. Hand-written.

/** As comments of real packages: see {@link Vector#norm}, {{#crossLink "Vector"}}, and #norm in a list. */
export class Vector {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  // the '#norm is kept' of others; it sets a place: target.set(this.x, this.y)
  norm(target) {
    target.set(this.x, this.y);
    return `#${this.x}`;
  }
}

export class Private {
  #n = 1;
  get() {
    return this.#n;
  }
}

export class Optional {
  #n = 1;
  get() {
    return this?. /* a comment */ #n;
  }
}

export class Brand {
  #brand;
  static is(value) {
    return #brand in value;
  }
}

const notes = new Map();
export class Noted {
  constructor() {
    notes.set( this, 1);
  }
}

const all = new Set();
export class Listed {
  constructor() {
    all.add(this);
  }
}

// what esbuild, Babel and SWC make of a private name
const state = new Map();
const helper = (object, key, value) => key.set(object, value);
const [__privateAdd, _classPrivateFieldInitSpec, _class_private_field_init] = [helper, helper, helper];
export class ByEsbuild {
  constructor() {
    __privateAdd(this, state, 1);
  }
}
export class ByBabel {
  constructor() {
    _classPrivateFieldInitSpec(this, state, 1);
  }
}
export class BySwc {
  constructor() {
    _class_private_field_init(this, state, 1);
  }
}

export class Described extends Vector {}

const classes = { Vector, Described, Private, Optional, Brand, Noted, Listed, ByEsbuild, ByBabel, BySwc };
export const __unsyncClasses = Object.fromEntries(Object.entries(classes).map(([name, cls]) => [`~${name}`, cls]));
export const __unsyncTasks = { identity: (value) => value };

globalThis.setupRan = (globalThis.setupRan ?? 0) + 1;

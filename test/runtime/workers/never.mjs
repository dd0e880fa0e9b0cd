// Never loaded: a promise at top level that nobody settles.
await new Promise(() => {});

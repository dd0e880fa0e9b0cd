// What bundlers for browsers take in the place of this package: package.json says so in "browser".
throw new Error(
  'unsync runs marked functions on threads of Node, and this is part of a bundle for browsers. Import what calls them only on the server.',
);

export {};

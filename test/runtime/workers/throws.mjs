throw new Error('no luck at load');

'use strict';
exports.__unsyncTasks = {
  square: (n) => n * n,
  boom: () => {
    throw new RangeError('from CommonJS');
  },
};

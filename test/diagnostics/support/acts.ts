'use strict';
import { createServer } from 'node:http';

export const port = 80;
createServer().unref();

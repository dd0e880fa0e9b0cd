// A NestJS service whose providers compute and block, on other threads than the one that serves.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';

// a client that keeps its connection after the answer would hold up the end by Fastify's 72 seconds
const adapter = new FastifyAdapter({ keepAliveTimeout: 5_000 });
const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger: ['warn', 'error'] });
app.enableShutdownHooks();
await app.listen(process.env['PORT'] ?? 3000, '127.0.0.1');
console.log(`listening on ${await app.getUrl()}`);

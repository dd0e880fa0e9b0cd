import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { shutdown } from 'unsync';
import { Settings } from './settings.js';
import { TourArchive } from './tour-archive.js';
import { TourPlanner } from './tour-planner.js';
import { ToursController } from './tours.controller.js';

@Module({ controllers: [ToursController], providers: [Settings, TourArchive, TourPlanner] })
export class AppModule implements OnApplicationShutdown {
  /** The last request has its answer: what is under way without one is waited for, then the threads end. */
  async onApplicationShutdown(signal?: string): Promise<void> {
    await shutdown();
    console.log(`${signal}: all threads have ended`);
  }
}

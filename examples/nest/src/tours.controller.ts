import { Body, Controller, DefaultValuePipe, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { stats } from 'unsync';
import { Disconnected, ToPlaces } from './request.js';
import type { Place, Tour } from './tour.js';
import { TourArchive } from './tour-archive.js';
import { TourPlanner } from './tour-planner.js';

@Controller()
export class ToursController {
  constructor(
    private readonly planner: TourPlanner,
    private readonly archive: TourArchive,
  ) {}

  @Post('tours')
  async plan(
    @Body(ToPlaces) places: Place[],
    @Query('tries', new DefaultValuePipe(10), ParseIntPipe) tries: number,
    @Disconnected() signal: AbortSignal,
  ) {
    const tour = await this.planner.plan(places, tries, signal);
    return answer(await this.archive.save(tour), tour);
  }

  @Get('tours/:id')
  async load(@Param('id') id: string) {
    return answer(id, await this.archive.load(id));
  }

  /** Answers at once, whatever is being computed. */
  @Get('health')
  health() {
    return { ok: true, running: stats().running };
  }
}

/** The tour comes from another thread, and has its class: `length` is a getter. */
const answer = (id: string, tour: Tour) => ({ id, length: tour.length, places: tour.places.map(({ name }) => name) });

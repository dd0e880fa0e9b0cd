import { BadRequestException, createParamDecorator, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { Place } from './tour.js';

/** The body of a request: a list of `{ name, x, y }`. */
export class ToPlaces implements PipeTransform<unknown, Place[]> {
  transform(body: unknown): Place[] {
    if (!Array.isArray(body) || !body.every(isPlace))
      throw new BadRequestException('expected a list of { name, x, y }');
    return body.map(({ name, x, y }) => new Place(name, x, y));
  }
}

function isPlace(value: unknown): value is Place {
  const { name, x, y } = (value ?? {}) as Partial<Place>;
  return typeof name === 'string' && Number.isFinite(x) && Number.isFinite(y);
}

/** A signal for when the client has left without waiting for its answer. */
export const Disconnected = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const { raw } = context.switchToHttp().getResponse<{ raw: import('node:http').ServerResponse }>();
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
});

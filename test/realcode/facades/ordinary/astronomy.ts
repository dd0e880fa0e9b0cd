import {
  type AstroTime,
  Body,
  Equator,
  type EquatorialCoordinates,
  GeoVector,
  MakeTime,
  Observer,
  SearchRiseSet,
  type Vector,
} from 'astronomy-engine';

/** @unsync */
export function sunrises(observer: Observer, from: Date, days: number): (AstroTime | null)[] {
  let at = MakeTime(from);
  return Array.from({ length: days }, () => {
    const sunrise = SearchRiseSet(Body.Sun, observer, 1, at, 2);
    at = (sunrise ?? at).AddDays(0.5);
    return sunrise;
  });
}

/** @unsync */
export function moonSeenFrom(latitude: number, longitude: number, at: Date): EquatorialCoordinates {
  return Equator(Body.Moon, at, new Observer(latitude, longitude, 0), true, true);
}

/** @unsync */
export function positions(times: Date[]): Vector[] {
  return times.map((time) => GeoVector(Body.Mars, time, true));
}

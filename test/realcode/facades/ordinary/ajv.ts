import { Ajv, type ErrorObject, type Schema, type ValidateFunction } from 'ajv';

/** @unsync */
export function check(schema: Schema, rows: unknown[]): (ErrorObject[] | null)[] {
  const validate = new Ajv({ allErrors: true }).compile(schema);
  return rows.map((row) => (validate(row) ? null : (validate.errors ?? null)));
}

/** @unsync */
export function compile(schema: Schema): ValidateFunction {
  return new Ajv().compile(schema);
}

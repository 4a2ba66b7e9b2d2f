/** A field that may be left out. What is empty asks for nothing, as clients fill in fields that they do not use. */
import { z } from 'zod';

/** In a JSON Schema that is made of it: what is empty is taken, too. */
export const takesNothing = 'x-takes-nothing';

export const orNothing = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (isEmpty(value) ? null : value), shape.nullish()).meta({ [takesNothing]: true });

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

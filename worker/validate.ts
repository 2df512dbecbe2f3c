import * as v from 'valibot';
import { FeedError } from './errors.ts';

/**
 * Input as what it claims to be, or a FeedError 'bad-request' whose `field` names the place (`addresses[1]`, `view.scope.kind`).
 * @param subject for the message: "start message", "entries.open".
 */
export function validate<T>(schema: v.GenericSchema<unknown, T>, input: unknown, subject: string): T {
  const result = v.safeParse(schema, input, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = fieldOf(issue);
  const place = field === '' ? '' : `: ${field}`;
  throw new FeedError('bad-request', `Freshet was asked something it does not understand (${subject}${place}).`, {
    detail: issue.message,
    field,
  });
}

function fieldOf(issue: v.BaseIssue<unknown>): string {
  let name = '';
  for (const { key } of issue.path ?? []) {
    if (typeof key === 'number') name += `[${key}]`;
    else name += name === '' ? String(key) : `.${String(key)}`;
  }
  return name;
}

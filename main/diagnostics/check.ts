/** Results of a look. */
import type { Check, CheckTopic } from '../../contract/checks.ts';

export const fine = (topic: CheckTopic, found: string): Check => ({ topic, subject: null, found, trouble: null });

export const wrong = (topic: CheckTopic, found: string, effect: string, action: string): Check => ({
  ...fine(topic, found),
  trouble: { effect, action },
});

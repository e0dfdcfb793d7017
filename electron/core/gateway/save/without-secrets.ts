import type { ConfigIssue } from '../../../../shared/contract/config-commands.ts';
import type { Sentence } from '../../../../shared/findings.ts';
import type { SecretMask } from '../secret-mask.ts';

/** Sentences and issues quote what stands in the file; they go to windows, to the history and to the log. */
export function withoutSecrets({ hide }: SecretMask): {
  sentence(said: Sentence): Sentence;
  issue(found: ConfigIssue): ConfigIssue;
} {
  const clean = (said: Sentence): Sentence => {
    const values = Object.entries(said.values).map(([name, value]) => [
      name,
      typeof value === 'string' ? hide(value) : value,
    ]);
    return { ...said, values: Object.fromEntries(values) };
  };
  return {
    sentence: clean,
    issue: (found) => ({ ...found, path: hide(found.path), sentence: clean(found.sentence) }),
  };
}

import { useState } from 'react';
import type { ChainLink } from '../../../shared/chain.ts';
import type { ModelPicture } from '../../../shared/gateway.ts';
import { cx } from '../../components/cx.ts';
import { TextField } from '../../components/TextField.tsx';
import { useTranslator } from '../../state/language.tsx';
import { aliasProblem } from './alias-problem.ts';
import styles from './Chain.module.css';
import type { LinkGestures } from './use-link-gestures.ts';

export type AliasFieldProps = { link: ChainLink; gestures: LinkGestures; onEnd: () => void };

/** The alias where it stands: Return keeps it, Escape leaves it as it was. */
export function AliasField({ link, gestures, onEnd }: AliasFieldProps) {
  const { t, say } = useTranslator();
  const [alias, setAlias] = useState(link.alias ?? '');
  const problem = aliasProblem(gestures.picture as ModelPicture, link.ref, alias);
  const keep = () => {
    if (problem !== null) return;
    gestures.setAlias(link.ref, alias.trim() === '' ? null : alias.trim());
    onEnd();
  };
  return (
    // The list around it listens to the same keys.
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps keys from the list.
    <div
      className={cx(styles.aliasField)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onEnd();
      }}
    >
      <TextField
        label={t('chainView.alias')}
        labelHidden
        value={alias}
        onChange={setAlias}
        onSubmit={keep}
        onBlur={keep}
        error={problem === null ? null : say(problem)}
        autoFocus
      />
    </div>
  );
}

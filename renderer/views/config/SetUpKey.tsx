import { markerFor, type SetupKey } from '../../../shared/provider-setup.ts';
import type { ServerKind } from '../../../shared/servers.ts';
import { cx } from '../../components/cx.ts';
import { Segments } from '../../components/Segments.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useSnapshot } from '../../state/store-context.ts';
import styles from './Config.module.css';
import { isVariableName } from './provider-form.ts';

/** `kept`: Pilotlight's own store has it, for looking at the server; the config gets a reference at most. */
export type KeyChoice = { is: 'none' | 'variable' | 'kept'; variable: string; secret: string };

export const noKeyYet: KeyChoice = { is: 'none', variable: '', secret: '' };

const ways = ['none', 'variable', 'kept'] as const;

export function isKeyGood({ is, variable, secret }: KeyChoice): boolean {
  if (is === 'none') return true;
  if (is === 'variable') return isVariableName(variable);
  return secret.trim() !== '' && (variable === '' || isVariableName(variable));
}

/** What the config says of it: never the key itself. */
export function keyFor({ is, variable }: KeyChoice, kind: ServerKind): SetupKey {
  if (is === 'none') return markerFor(kind);
  return isVariableName(variable) ? { is: 'variable', name: variable } : { is: 'none' };
}

export type SetUpKeyProps = { choice: KeyChoice; onChange: (choice: KeyChoice) => void };

export function SetUpKey({ choice, onChange }: SetUpKeyProps) {
  const { t } = useTranslator();
  const keyStore = useSnapshot(({ app }) => app.keyStore);
  const { is, variable, secret } = choice;
  const isBad = variable !== '' && !isVariableName(variable);
  return (
    <>
      <div className={cx(styles.pair)}>
        <span>{t('configView.setup.key')}</span>
        <Segments
          label={t('configView.setup.key')}
          value={is}
          choices={ways.map((value) => ({ value, text: t(`configView.setup.key.${value}`) }))}
          onChange={(next) => onChange({ ...choice, is: next })}
        />
      </div>
      {is === 'kept' ? (
        <>
          <TextField
            label={t('server.add.key')}
            type="password"
            value={secret}
            onChange={(next) => onChange({ ...choice, secret: next })}
            note={t(`server.keyNote.${keyStore}`)}
          />
          <p className={cx(styles.secondary)}>{t('configView.setup.key.keptNote')}</p>
        </>
      ) : null}
      {is === 'none' ? null : (
        <TextField
          label={t('configView.field.keyVariable')}
          mono
          value={variable}
          onChange={(next) => onChange({ ...choice, variable: next.trim() })}
          note={t('configView.field.keyVariable.note')}
          error={isBad ? t('configView.field.keyVariable.bad') : null}
        />
      )}
    </>
  );
}

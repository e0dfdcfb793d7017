import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Row } from '../../components/Row.tsx';
import { useT } from '../../state/language.tsx';
import { useApi, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './settings.module.css';

/** The newer version there is: what changed in it, and the way to use it at once. */
export function UpdateRow() {
  const t = useT();
  const api = useApi();
  const update = useSnapshot(({ app }) => app.update);
  const installing = useCommand();
  if (update === null) return null;
  const { version, notes, ready } = update;
  const install = () => void installing.run(() => api.installUpdate());
  return (
    <div>
      <Row
        label={t(ready ? 'settings.app.updates.ready' : 'settings.app.updates.known', { version })}
        wraps
        note={
          // The feed's words are shown as text, whatever they hold.
          notes === '' ? null : (
            <Disclosure title={t('settings.app.updates.notes')}>
              <p className={cx(styles.releaseNotes)}>{notes}</p>
            </Disclosure>
          )
        }
      >
        {ready ? (
          <Button isDisabled={installing.running} onPress={install}>
            {t('settings.app.updates.restart')}
          </Button>
        ) : null}
      </Row>
      {installing.failure === null ? null : (
        <div className={cx(styles.inset)}>
          <FailureNote failure={installing.failure} actions={{ retry: install }} />
        </div>
      )}
    </div>
  );
}

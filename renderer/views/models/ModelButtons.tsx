import { type Ability, isReady, type Model, type ServerWithModels } from '../../../shared/servers.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { abilityWords } from '../../display/ability-words.ts';
import { useT } from '../../state/language.tsx';
import { useAppStore } from '../../state/store-context.ts';
import { useModelActions } from '../../state/use-model-actions.ts';
import styles from './ModelDetails.module.css';

export type ModelButtonsProps = { server: ServerWithModels; model: Model; running: boolean };

/** Load, or reload and unload; what the server cannot do is not a button but a sentence. */
export function ModelButtons({ server, model, running }: ModelButtonsProps) {
  const t = useT();
  const { actions } = useAppStore();
  const { unload, cancel } = useModelActions();
  const { id: serverId, abilities, reachability } = server;
  const modelId = model.id;
  const isOff = reachability.is !== 'reachable';
  if (running && server.actions.some((action) => action.modelId === modelId))
    return (
      <div className={cx(styles.buttons)}>
        <Button onPress={() => void cancel(serverId, modelId)}>{t('models.cancel')}</Button>
      </div>
    );
  if (!isReady(model.state))
    return abilities.load.can ? (
      <div className={cx(styles.buttons)}>
        <Button
          look="primary"
          isDisabled={isOff || running}
          onPress={() => actions.openDialog({ is: 'load', serverId, modelId, verb: 'load' })}
        >
          {t('models.load.more')}
        </Button>
      </div>
    ) : (
      <Unable ability={abilities.load} />
    );
  return (
    <>
      <div className={cx(styles.buttons)}>
        {abilities.reload.can ? (
          <Button
            isDisabled={isOff}
            onPress={() => actions.openDialog({ is: 'load', serverId, modelId, verb: 'reload' })}
          >
            {t('models.reload')}
          </Button>
        ) : null}
        {abilities.unload.can ? (
          <Button
            isDisabled={isOff}
            onPress={() =>
              model.state.is === 'busy'
                ? actions.openDialog({ is: 'confirm-busy', serverId, modelId, verb: 'unload', context: null })
                : void unload(serverId, modelId)
            }
          >
            {t('models.unload')}
          </Button>
        ) : null}
      </div>
      <Unable ability={abilities.unload} />
    </>
  );
}

function Unable({ ability }: { ability: Ability }) {
  const t = useT();
  return ability.can ? null : <p className={cx(styles.text)}>{t(abilityWords[ability.why])}</p>;
}

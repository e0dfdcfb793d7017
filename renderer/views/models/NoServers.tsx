import Boxes from 'lucide-react/icons/boxes';
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { hereWords } from '../../display/place-words.ts';
import { useT } from '../../state/language.tsx';
import { useApi, useAppStore, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';

export function NoServers() {
  const t = useT();
  const api = useApi();
  const { actions } = useAppStore();
  const isSettled = useSnapshot(({ app }) => app.settled);
  const platform = useSnapshot(({ app }) => app.platform);
  const scan = useCommand();
  if (!isSettled || scan.running) return <Empty icon={Boxes} title={t('models.looking')} />;
  return (
    <Empty
      icon={Boxes}
      title={t('models.empty.title')}
      advice={t(hereWords('models.empty.advice', platform))}
    >
      <Button onPress={() => void scan.run(api.scanForServers)}>{t('models.empty.scan')}</Button>
      <Button look="primary" onPress={() => actions.openDialog({ is: 'add-server' })}>
        {t('models.addServer')}
      </Button>
    </Empty>
  );
}

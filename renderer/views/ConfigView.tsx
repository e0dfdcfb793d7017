import { Empty } from '../components/Empty.tsx';
import { ViewHeader } from '../components/ViewHeader.tsx';
import { placeLooks } from '../main-window/places.ts';
import { useT } from '../state/language.tsx';

export default function ConfigView() {
  const t = useT();
  return (
    <>
      <ViewHeader title={t('place.config')} />
      <Empty icon={placeLooks.config.icon} title={t('common.loadingPlace')} />
    </>
  );
}

import { Empty } from '../components/Empty.tsx';
import { ViewHeader } from '../components/ViewHeader.tsx';
import { placeLooks } from '../main-window/places.ts';
import { useT } from '../state/language.tsx';

export default function ChecksView() {
  const t = useT();
  return (
    <>
      <ViewHeader title={t('place.checks')} />
      <Empty icon={placeLooks.checks.icon} title={t('common.loadingPlace')} />
    </>
  );
}

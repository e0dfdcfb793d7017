import { useT } from '../state/language.tsx';

export default function MainWindow() {
  const t = useT();
  return <h1>{t('app.name')}</h1>;
}

import { type ServerKind, serverKinds } from '../../shared/servers.ts';
import { type Choice, Select } from '../components/Select.tsx';
import { useT } from '../state/language.tsx';

export type KindChoice = ServerKind | 'auto';

export type KindSelectProps = {
  value: KindChoice;
  onChange: (kind: KindChoice) => void;
  /** What Pilotlight found by itself, where it did. */
  recognised?: ServerKind | null;
};

export function KindSelect({ value, onChange, recognised = null }: KindSelectProps) {
  const t = useT();
  const found =
    recognised === null ? {} : { description: t('server.change.found', { kind: t(`kind.${recognised}`) }) };
  const choices: Choice<KindChoice>[] = [
    { value: 'auto', text: t('server.add.kindAuto'), ...found },
    ...serverKinds.map((kind) => ({ value: kind, text: t(`kind.${kind}`) })),
  ];
  return (
    <Select label={t('server.add.kind')} labelShown value={value} choices={choices} onChange={onChange} />
  );
}

import type { IdleDeadline, Model, ServerWithModels } from '../../../shared/servers.ts';
import { modelKey } from '../../../shared/warmth.ts';
import { ContextReading } from '../../components/ContextReading.tsx';
import { cx } from '../../components/cx.ts';
import { type Fact, Facts } from '../../components/Facts.tsx';
import { Section } from '../../components/Section.tsx';
import { TimeLeft } from '../../components/TimeLeft.tsx';
import { runsAt } from '../../display/place-words.ts';
import { useTranslator } from '../../state/language.tsx';
import { useSnapshot } from '../../state/store-context.ts';
import styles from './ModelDetails.module.css';

type T = ReturnType<typeof useTranslator>['t'];

export function AboutModel({ server, model }: { server: ServerWithModels; model: Model }) {
  const { t, format } = useTranslator();
  const platform = useSnapshot(({ app }) => app.platform);
  const times = useSnapshot(({ loadTimes }) => loadTimes[modelKey(server.id, model.id)]);
  const isLoaded = model.state.is === 'loaded' || model.state.is === 'busy';
  return (
    <Section title={t('models.details.about')}>
      <Facts
        facts={[
          isLoaded && model.idle.is !== 'unknown'
            ? {
                label: t('models.details.timeLeft'),
                value: <TimeLeft idle={model.idle} />,
                note: estimateNote(model.idle, t),
              }
            : null,
          known(t('models.details.context'), contextValue(model)),
          known(t('models.details.quantisation'), model.quantisation),
          known(
            t('models.details.parameters'),
            model.parameters === null
              ? null
              : t('models.details.billions', { billions: model.parameters / 1e9 }),
          ),
          known(t('models.details.memory'), memoryText(model, t, format.bytes)),
          known(t('models.details.file'), model.fileBytes === null ? null : format.bytes(model.fileBytes)),
          known(
            t('models.details.capabilities'),
            model.capabilities === null
              ? null
              : format.list(model.capabilities.map((each) => t(`capability.${each}`))),
          ),
          {
            label: t('models.details.runs'),
            value: t(runsAt(model.place, platform)),
            note: model.hosted ? t('models.details.hosted') : undefined,
          },
          known(
            t('models.details.lastLoad'),
            times === undefined
              ? null
              : t('models.details.lastLoadTypical', { last: times.lastMs, typical: times.typicalMs }),
          ),
          { label: t('models.details.id'), value: <code>{model.id}</code> },
          model.aliases.length === 0
            ? null
            : { label: t('models.details.aliases'), value: format.list(model.aliases) },
          model.instances.length < 2
            ? null
            : { label: t('models.details.instances'), value: <Instances model={model} /> },
        ]}
      />
    </Section>
  );
}

function Instances({ model }: { model: Model }) {
  const { t } = useTranslator();
  return (
    <ul className={cx(styles.list)}>
      {model.instances.map((instance) => (
        <li key={instance.id}>
          {instance.id}
          {instance.contextAllocated === null
            ? null
            : ` · ${t('models.details.instanceContext', { context: instance.contextAllocated })}`}
        </li>
      ))}
    </ul>
  );
}

function known(label: string, value: Fact['value'] | null): Fact | null {
  return value === null || value === '' ? null : { label, value };
}

function contextValue(model: Model): Fact['value'] | null {
  if (model.contextAllocated === null && model.contextMax === null) return null;
  return <ContextReading allocated={model.contextAllocated} max={model.contextMax} />;
}

function memoryText(model: Model, t: T, bytes: (value: number) => string): string | null {
  const { memoryBytes, gpuBytes } = model;
  if (memoryBytes === null) return null;
  if (gpuBytes === null || memoryBytes === 0) return bytes(memoryBytes);
  return t('models.details.memoryGpu', { memory: memoryBytes, gpu: Math.min(1, gpuBytes / memoryBytes) });
}

function estimateNote(idle: IdleDeadline, t: T): string | undefined {
  if (idle.is !== 'at' || idle.exact || idle.basis === null) return undefined;
  return t(`models.details.estimate.${idle.basis}`);
}

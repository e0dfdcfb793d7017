import CircleAlert from 'lucide-react/icons/circle-alert';
import { memo, useState } from 'react';
import type { ActivityEvent } from '../../../shared/activity.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Disclosure, RawText } from '../../components/Disclosure.tsx';
import { Empty } from '../../components/Empty.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Icon } from '../../components/Icon.tsx';
import { SearchSelect } from '../../components/SearchSelect.tsx';
import { Section } from '../../components/Section.tsx';
import { Select } from '../../components/Select.tsx';
import { StateIcon } from '../../components/StateIcon.tsx';
import { VersionDisclosure } from '../../components/VersionDiff.tsx';
import { placeLooks } from '../../main-window/places.ts';
import { useNow } from '../../state/clock.ts';
import { useTranslator } from '../../state/language.tsx';
import { useSnapshot } from '../../state/store-context.ts';
import styles from './Activity.module.css';
import { eventWords, type KindGroup, kindGroups } from './event-words.ts';
import { byDay } from './timeline.ts';
import { type ActivityFilter, useActivity } from './use-activity.ts';

const groups = Object.keys(kindGroups) as KindGroup[];

/** What happened, newest first, by day. */
export function Timeline() {
  const { t } = useTranslator();
  const [group, setGroup] = useState<KindGroup | 'all'>('all');
  const [serverId, setServerId] = useState('');
  const [modelId, setModelId] = useState('');
  const filter: ActivityFilter = {
    what: group === 'all' ? null : kindGroups[group],
    serverId: serverId === '' ? null : serverId,
    modelId: modelId === '' ? null : modelId,
  };
  const state = useActivity(filter);
  const isFiltered = group !== 'all' || serverId !== '' || modelId !== '';
  const reset = () => {
    setGroup('all');
    setServerId('');
    setModelId('');
  };
  return (
    <>
      <div className={cx(styles.filters)}>
        <Select
          label={t('activityView.kind')}
          value={group}
          choices={[
            { value: 'all', text: t('activityView.kind.all') },
            ...groups.map((value) => ({ value, text: t(`activityView.kind.${value}`) })),
          ]}
          onChange={setGroup}
        />
        <SubjectFilters
          serverId={serverId}
          modelId={modelId}
          onServer={(next) => {
            setServerId(next);
            setModelId('');
          }}
          onModel={setModelId}
        />
      </div>
      {state.failure === null ? null : <FailureNote failure={state.failure} />}
      {state.events === null && state.failure === null ? <Empty title={t('activityView.loading')} /> : null}
      {state.events?.length === 0 ? (
        <Empty
          icon={placeLooks.activity.icon}
          title={t(isFiltered ? 'activityView.noMatch.title' : 'activityView.empty.title')}
          {...(isFiltered ? {} : { advice: t('activityView.empty.advice') })}
        >
          {isFiltered ? <Button onPress={reset}>{t('activityView.noMatch.show')}</Button> : null}
        </Empty>
      ) : null}
      <Days events={state.events ?? []} />
      {state.more ? (
        <div>
          <Button isDisabled={state.loading} onPress={state.older}>
            {t('activityView.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

type SubjectProps = {
  serverId: string;
  modelId: string;
  onServer: (id: string) => void;
  onModel: (id: string) => void;
};

function SubjectFilters({ serverId, modelId, onServer, onModel }: SubjectProps) {
  const { t } = useTranslator();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const server = servers.find((each) => each.id === serverId);
  return (
    <>
      <Select
        label={t('activityView.server')}
        value={serverId}
        choices={[
          { value: '', text: t('activityView.server.all') },
          ...servers.map((each) => ({ value: each.id, text: each.name })),
        ]}
        onChange={onServer}
      />
      {server === undefined ? null : (
        <SearchSelect
          label={t('activityView.model')}
          searchLabel={t('models.filter')}
          value={modelId}
          choices={[
            { value: '', text: t('activityView.model.all') },
            ...server.models.map((each) => ({ value: each.id, text: each.name })),
          ]}
          onChange={onModel}
        />
      )}
    </>
  );
}

function Days({ events }: { events: readonly ActivityEvent[] }) {
  const { format } = useTranslator();
  return byDay(events, format.day).map(({ day, events: ofDay }) => (
    <Section key={day} title={day}>
      <ul className={cx(styles.events)}>
        {ofDay.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ul>
    </Section>
  ));
}

const EventRow = memo(function EventRow({ event }: { event: ActivityEvent }) {
  const { t, say, failure: textOf } = useTranslator();
  const { title, facts, failure, tone } = eventWords(event);
  const server = event.modelId === null ? null : event.serverName;
  const small = [...facts.map(say), server].filter((each) => each !== null && each !== '').join(' · ');
  return (
    <li className={cx(styles.event)}>
      <When at={event.at} />
      <span className={cx(styles.mark, styles[tone])}>
        {tone === 'broken' ? (
          <Icon of={CircleAlert} size={14} />
        ) : tone === 'warm' ? (
          <StateIcon shape="warm" />
        ) : (
          <span className={cx(styles.dot)} />
        )}
      </span>
      <div className={cx(styles.words)}>
        <p>{say(title)}</p>
        {small === '' ? null : <p className={cx(styles.secondary)}>{small}</p>}
        {keptVersion(event) === null ? null : <VersionDisclosure versionId={keptVersion(event) ?? ''} />}
        {failure === null ? null : (
          <>
            <p className={cx(styles.secondary)}>{textOf(failure).title}</p>
            <Disclosure title={t('common.technicalDetails')}>
              <RawText>{`${failure.code}: ${failure.detail}`}</RawText>
            </Disclosure>
          </>
        )}
      </div>
    </li>
  );
});

/** What a file said before this event, where it was kept. */
function keptVersion(event: ActivityEvent): string | null {
  return event.what === 'config-changed-outside' || event.what === 'config-saved' ? event.versionId : null;
}

/** The last hour counts in minutes; before that the time of the day says more. */
function When({ at }: { at: number }) {
  const { t, format } = useTranslator();
  const now = useNow(60_000);
  const ago = now - at;
  const words =
    ago < 60_000
      ? t('time.justNow')
      : ago < 60 * 60_000
        ? t('time.ago', { for: Math.floor(ago / 60_000) * 60_000 })
        : format.time(at);
  return (
    <time className={cx(styles.when)} dateTime={new Date(at).toISOString()} title={format.moment(at)}>
      {words}
    </time>
  );
}

import Ellipsis from 'lucide-react/icons/ellipsis';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { memo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { DialogTrigger } from 'react-aria-components/Dialog';
import type { ChainLink } from '../../../shared/chain.ts';
import { shownName } from '../../../shared/chain.ts';
import { ActionMark } from '../../components/ActionMark.tsx';
import { Badge } from '../../components/Badge.tsx';
import { RowIconButton } from '../../components/Button.tsx';
import { ContextReading } from '../../components/ContextReading.tsx';
import { cx } from '../../components/cx.ts';
import fields from '../../components/fields.module.css';
import { Icon } from '../../components/Icon.tsx';
import { Menu } from '../../components/Menu.tsx';
import { StateIcon } from '../../components/StateIcon.tsx';
import { TimeLeft } from '../../components/TimeLeft.tsx';
import { modelById } from '../../display/model-display.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApp } from '../../state/store-context.ts';
import { useLinkPlace } from '../../state/use-link-place.ts';
import { AliasField } from './AliasField.tsx';
import styles from './Chain.module.css';
import { contextTroubles } from './context-troubles.ts';
import { LinkHandle } from './LinkHandle.tsx';
import { LinkTroubles } from './LinkTroubles.tsx';
import { shapeOf, toneOf } from './link-words.ts';
import type { LinkGestures } from './use-link-gestures.ts';
import { useLinkMenu } from './use-link-menu.ts';

export type LinkRowProps = {
  link: ChainLink;
  count: number;
  pending: 'moved' | 'added' | null;
  isAliasNew: boolean;
  isInherited: boolean;
  /** This link is the one that would answer. */
  isAnswering: boolean;
  editable: boolean;
  gestures: LinkGestures;
};

export const LinkRow = memo(function LinkRow(props: LinkRowProps) {
  const { link, editable, gestures, pending } = props;
  const { t, say } = useTranslator();
  const [naming, setNaming] = useState(false);
  const name = shownName(link);
  const entries = useLinkMenu({ ...props, startNaming: () => setNaming(true) });
  return (
    <div
      className={cx(styles.link, props.isAnswering && styles.answering, pending !== null && styles.changed)}
    >
      {editable ? <LinkHandle link={link} look={cx(styles.grip)} /> : <span className={cx(styles.grip)} />}
      <span className={cx(styles.number)}>{link.index + 1}</span>
      <div className={cx(styles.body)}>
        <div className={cx(styles.line)}>
          {naming ? (
            <AliasField link={link} gestures={gestures} onEnd={() => setNaming(false)} />
          ) : (
            <span className={cx(styles.name)} title={link.ref}>
              {link.alias ?? link.modelId ?? link.ref}
            </span>
          )}
          <LinkMarks {...props} />
          <LinkStateWords link={link} />
        </div>
        <div className={cx(styles.line, styles.second)}>
          <Whereabouts link={link} />
          <LinkContext link={link} />
        </div>
        {link.forecast.why === 'warm' || link.forecast.why === 'hosted' ? null : (
          <p className={cx(styles.forecast, link.forecast.does === 'turn-fails' && styles.broken)}>
            {say(link.forecast.sentence)}
          </p>
        )}
        {link.badges.length === 0 ? null : <LinkBadges link={link} />}
      </div>
      <div className={cx(styles.tools)}>
        {link.serverId === null || link.serverModelId === null ? null : (
          <ActionMark serverId={link.serverId} modelId={link.serverModelId} />
        )}
        <Menu name={t('chainView.actions', { link: name })} entries={entries}>
          <RowIconButton name={t('chainView.actions', { link: name })} icon={Ellipsis} />
        </Menu>
      </div>
    </div>
  );
});

function LinkMarks({ pending, isInherited, isAliasNew }: LinkRowProps) {
  const { t } = useTranslator();
  return (
    <>
      {pending === null ? null : <Badge tone="flame">{t(`chainView.pending.${pending}`)}</Badge>}
      {isAliasNew ? <Badge tone="flame">{t('chainView.pending.alias')}</Badge> : null}
      {isInherited ? <Badge>{t('chainView.fromDefaults')}</Badge> : null}
    </>
  );
}

/** The live state: shape and word, and for a warm model how long it stays. */
function LinkStateWords({ link }: { link: ChainLink }) {
  const { t, say } = useTranslator();
  const { state } = link;
  const part = state.is === 'loading' ? (state.progress ?? 0.25) : 0;
  const words =
    state.is === 'loading' && state.progress !== null
      ? t('state.loadingPercent', { progress: state.progress })
      : say(state.sentence);
  return (
    <span className={cx(styles.state, styles[toneOf(state)])}>
      <StateIcon shape={shapeOf(state)} part={part} />
      <span className={cx(styles.stateWords)} title={words}>
        {words}
        {state.is === 'warm' && !state.busy ? <LinkTimeLeft link={link} /> : null}
      </span>
    </span>
  );
}

function LinkTimeLeft({ link }: { link: ChainLink }) {
  const idle = useApp(({ snapshot }) => {
    const server = snapshot?.servers.find((each) => each.id === link.serverId);
    if (server === undefined || link.serverModelId === null) return undefined;
    return modelById(server, link.serverModelId)?.idle;
  });
  return idle === undefined ? null : <TimeLeft idle={idle} before=" · " />;
}

function Whereabouts({ link }: { link: ChainLink }) {
  const server = useApp(({ snapshot }) => snapshot?.servers.find((each) => each.id === link.serverId)?.name);
  const from = server ?? link.providerId ?? '';
  const where = useLinkPlace(link);
  const ref = link.alias === null ? null : link.modelId;
  return (
    <span className={cx(styles.where)} title={link.ref}>
      {[ref, from, where].filter(Boolean).join(' · ')}
    </span>
  );
}

/** What the gateway may use; where that does not go together, the way to the explanation and the fix. */
function LinkContext({ link }: { link: ChainLink }) {
  const { t } = useTranslator();
  const { context } = link;
  if (context === null) return null;
  const worst = context.mismatches[0];
  const reading =
    context.allocated === null && context.max === null ? (
      t('chainView.planned', { tokens: context.planned.tokens })
    ) : (
      <ContextReading allocated={context.allocated} max={context.max} />
    );
  if (worst === undefined) return <span className={cx(styles.context)}>{reading}</span>;
  return (
    <DialogTrigger>
      <AriaButton className={cx(styles.contextButton, worst.state === 'broken' && styles.broken)}>
        <span className={cx(fields.hidden)}>{t('chainView.context', { link: shownName(link) })} </span>
        {reading}
        <Icon of={TriangleAlert} size={12} />
      </AriaButton>
      <LinkTroubles
        title={t('chainView.context', { link: shownName(link) })}
        troubles={contextTroubles(link)}
      />
    </DialogTrigger>
  );
}

function LinkBadges({ link }: { link: ChainLink }) {
  const { t, say } = useTranslator();
  const name = shownName(link);
  return (
    <ul className={cx(styles.notes)}>
      {link.badges.map((badge) => (
        <li key={badge.badge} className={cx(badge.level === 'warn' && styles.warn)}>
          {badge.level === 'warn' ? <Icon of={TriangleAlert} size={12} /> : null}
          <span>
            {say(badge.sentence)}{' '}
            {badge.fixes.length === 0 ? null : (
              <DialogTrigger>
                <AriaButton className={cx(styles.fixLink)}>{t('chainView.fix')}</AriaButton>
                <LinkTroubles title={name} troubles={[{ ...badge, key: badge.badge }]} />
              </DialogTrigger>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { DialogTrigger } from 'react-aria-components/Dialog';
import type { ChainLink } from '../../shared/chain.ts';
import type { Sentence } from '../../shared/findings.ts';
import type { Model, ServerWithModels } from '../../shared/servers.ts';
import { ActionMark } from '../components/ActionMark.tsx';
import { Button, RowIconButton } from '../components/Button.tsx';
import { ContextReading } from '../components/ContextReading.tsx';
import { cx } from '../components/cx.ts';
import { MiddleText } from '../components/MiddleText.tsx';
import { StateIcon, type StateShape } from '../components/StateIcon.tsx';
import { TimeLeft } from '../components/TimeLeft.tsx';
import { contextWarning, linkName, linkShape, linkTone } from '../display/link-display.ts';
import { modelById } from '../display/model-display.ts';
import { useTranslator } from '../state/language.tsx';
import { useApp, useAppStore } from '../state/store-context.ts';
import { useLinkPlace } from '../state/use-link-place.ts';
import { useModelActions } from '../state/use-model-actions.ts';
import { useModelDisplay } from '../state/use-model-display.ts';
import styles from './Panel.module.css';

const PanelTroubles = lazy(() => import('./PanelTroubles.tsx'));

/** One link of the chain in two lines: who it is and where, how it is and what fits. */
export function PanelLink({ link, handle }: { link: ChainLink; handle: ReactNode }) {
  const server = useApp(({ snapshot }) => snapshot?.servers.find((each) => each.id === link.serverId));
  const model = server === undefined ? undefined : modelById(server, link.serverModelId ?? '');
  if (server === undefined || model === undefined || server.reachability.is === 'unreachable')
    return (
      <Frame
        link={link}
        handle={handle}
        shape={linkShape(link.state)}
        part={null}
        end={<Words link={link} />}
      />
    );
  return <LiveLink link={link} handle={handle} server={server} model={model} />;
}

type LiveLinkProps = { link: ChainLink; handle: ReactNode; server: ServerWithModels; model: Model };

function LiveLink({ link, handle, server, model }: LiveLinkProps) {
  const { say } = useTranslator();
  const display = useModelDisplay(server, model);
  const end = (
    <>
      <div className={cx(styles.line)}>
        <span className={cx(styles.state, display.tone !== 'plain' && styles[display.tone])}>
          {say(display.words)}
          {display.shape === 'warm' ? <TimeLeft idle={model.idle} before=" · " /> : null}
        </span>
      </div>
      <div className={cx(styles.line, styles.small)}>
        <ContextReading allocated={model.contextAllocated} max={model.contextMax} />
        <Warning link={link} />
      </div>
    </>
  );
  return (
    <Frame
      link={link}
      handle={handle}
      shape={display.shape}
      part={display.part}
      end={
        <LoadOr
          server={server}
          model={model}
          words={display.words}
          running={display.running !== null}
          otherwise={end}
        />
      }
    />
  );
}

type FrameProps = {
  link: ChainLink;
  /** Stands where the number is, while the row is pointed at or holds the focus. */
  handle: ReactNode;
  shape: StateShape;
  part: number | null;
  end: ReactNode;
};

function Frame({ link, handle, shape, part, end }: FrameProps) {
  const place = useLinkPlace(link);
  const where = useApp(({ snapshot }) => snapshot?.servers.find((each) => each.id === link.serverId)?.name);
  const name = linkName(link);
  return (
    <div className={cx(styles.link)}>
      <span className={cx(styles.number)}>{link.index + 1}</span>
      {handle}
      <StateIcon shape={shape} part={part ?? 0} />
      <div className={cx(styles.main)}>
        <div className={cx(styles.name)}>
          <MiddleText text={name} />
        </div>
        <div className={cx(styles.small)}>
          {[where ?? link.providerId, place].filter((part) => part != null).join(' · ')}
        </div>
      </div>
      <div className={cx(styles.marked)}>
        {link.serverId === null || link.serverModelId === null ? null : (
          <ActionMark serverId={link.serverId} modelId={link.serverModelId} />
        )}
        <div className={cx(styles.end)}>{end}</div>
      </div>
    </div>
  );
}

function Words({ link }: { link: ChainLink }) {
  const { say } = useTranslator();
  const tone = linkTone(link.state);
  return (
    <>
      <span className={cx(styles.state, tone !== 'plain' && styles[tone])}>{say(link.state.sentence)}</span>
      <span className={cx(styles.small)}>
        <ContextReading allocated={null} max={link.context?.declared.contextWindow ?? null} />
        <Warning link={link} />
      </span>
    </>
  );
}

type LoadOrProps = {
  server: ServerWithModels;
  model: Model;
  words: Sentence;
  running: boolean;
  otherwise: ReactNode;
};

/** A cold link has the one button that warms it; a load under way can be cancelled. */
function LoadOr({ server, model, words, running, otherwise }: LoadOrProps) {
  const { t, say } = useTranslator();
  const { actions } = useAppStore();
  const { cancel } = useModelActions();
  const hasAction = server.actions.some((action) => action.modelId === model.id);
  const isCold =
    model.state.is === 'not-loaded' || model.state.is === 'failed' || model.state.is === 'asleep';
  if (running && hasAction)
    return (
      <>
        {otherwise}
        <Button look="quiet" onPress={() => void cancel(server.id, model.id)}>
          {t('models.cancel')}
        </Button>
      </>
    );
  if (running || !isCold || !server.abilities.load.can) return otherwise;
  return (
    <div className={cx(styles.cold)}>
      <span className={cx(styles.state, model.state.is === 'failed' && styles.broken)}>{say(words)}</span>
      <Button
        onPress={() =>
          actions.openDialog({ is: 'load', serverId: server.id, modelId: model.id, verb: 'load' })
        }
      >
        {t(model.state.is === 'asleep' ? 'models.wake' : 'models.load')}
      </Button>
    </div>
  );
}

/** The context does not fit: what that means, and the fix. */
function Warning({ link }: { link: ChainLink }) {
  const { t } = useTranslator();
  const [isOpen, setOpen] = useState(false);
  if (contextWarning(link) === null) return null;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <RowIconButton name={t('panel.contextWarning')} icon={TriangleAlert} tone="look" small />
      <Suspense fallback={null}>{isOpen ? <PanelTroubles link={link} /> : null}</Suspense>
    </DialogTrigger>
  );
}

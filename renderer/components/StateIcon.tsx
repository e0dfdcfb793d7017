import { cx } from './cx.ts';
import styles from './StateIcon.module.css';

/**
 * The state of a model, a server or a link as a shape of its own, so that colour is never needed to tell them apart.
 * The word stands beside it, therefore the picture itself is silent.
 */
export type StateShape =
  | 'warm'
  | 'busy'
  | 'cold'
  | 'asleep'
  | 'loading'
  | 'unloading'
  | 'failed'
  | 'unreachable'
  | 'hosted'
  | 'unknown';

const flame =
  'M8.8 1.2c.1 2 1.1 3.2 2.2 4.5 1.1 1.3 2.1 2.6 2.1 4.500a5.1 5.1 0 0 1-10.2 0c0-1.5.6-2.8 1.3-3.7.3 1 .9 1.7 1.7 2C5.7 5.8 6.5 3 8.8 1.200z';
const ember = 'M8.1 9.200c-.9 1-1.6 1.7-1.6 2.700a1.6 1.6 0 0 0 3.2 0c0-1-.7-1.7-1.6-2.700z';

const tints: Record<StateShape, string | undefined> = {
  warm: styles.flame,
  busy: styles.flame,
  loading: styles.flame,
  failed: styles.broken,
  unreachable: styles.broken,
  cold: undefined,
  asleep: undefined,
  unloading: undefined,
  hosted: undefined,
  unknown: styles.faint,
};

export type StateIconProps = {
  shape: StateShape;
  /** 0..1 of the ring while loading. */
  part?: number;
  /** Old data: the shape without its colour. */
  stale?: boolean;
};

export function StateIcon({ shape, part = 0.25, stale = false }: StateIconProps) {
  return (
    <svg
      className={cx(styles.icon, stale ? styles.faint : tints[shape])}
      data-shape={shape}
      width="1rem"
      height="1rem"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <Shape shape={shape} part={part} />
    </svg>
  );
}

function Shape({ shape, part }: { shape: StateShape; part: number }) {
  switch (shape) {
    case 'warm':
      return <path d={`${flame}${ember}`} fill="currentColor" fillRule="evenodd" strokeWidth="1" />;
    case 'busy':
      return (
        <>
          <path d={flame} fill="currentColor" transform="translate(-1.6 1.2) scale(.92)" />
          <circle cx="13.2" cy="3.2" r="1.7" fill="currentColor" stroke="none" />
        </>
      );
    case 'cold':
      return <path d={flame} />;
    case 'asleep':
      return <path d="M13.2 9.9A5.8 5.8 0 0 1 6.1 2.800a5.6 5.6 0 1 0 7.1 7.100z" />;
    case 'loading':
      return <Ring part={part} />;
    case 'unloading':
      return <path d={flame} strokeDasharray="3 2" />;
    case 'failed':
      return (
        <>
          <path d="M8 2.3 14.2 13.200H1.800z" />
          <path d="M8 6.400v3.200M8 11.400v.1" />
        </>
      );
    case 'unreachable':
      return (
        <>
          <circle cx="8" cy="8" r="5.7" />
          <path d="M4 12 12 4" />
        </>
      );
    case 'hosted':
      return <path d="M4.7 12.700a3 3 0 0 1-.4-5.9 3.9 3.9 0 0 1 7.5.8 2.6 2.6 0 0 1-.2 5.100z" />;
    case 'unknown':
      return <circle cx="8" cy="8" r="5.5" strokeDasharray="0.1 2.78" strokeWidth="1.5" />;
  }
}

const around = 2 * Math.PI * 5.5;

function Ring({ part }: { part: number }) {
  const shown = Math.min(1, Math.max(0.04, part)) * around;
  return (
    <>
      <circle className={cx(styles.track)} cx="8" cy="8" r="5.5" strokeWidth="2" />
      <circle
        cx="8"
        cy="8"
        r="5.5"
        strokeWidth="2"
        strokeDasharray={`${shown} ${around}`}
        transform="rotate(-90 8 8)"
      />
    </>
  );
}

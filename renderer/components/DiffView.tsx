import type { DiffLine, FileDiff } from '../../shared/contract/config-commands.ts';
import { useTranslator } from '../state/language.tsx';
import { cx } from './cx.ts';
import styles from './DiffView.module.css';
import fields from './fields.module.css';

/** A change of one file, line by line, with the line numbers of both sides. */
export function DiffView({ diff }: { diff: FileDiff }) {
  const { t } = useTranslator();
  const added = diff.lines.filter((line) => line.is === 'added').length;
  const removed = diff.lines.filter((line) => line.is === 'removed').length;
  return (
    <div className={cx(styles.diff)}>
      <div className={cx(styles.head)}>
        <span className={cx(styles.file)}>{diff.file}</span>
        <span>{added + removed === 0 ? t('diff.same') : t('diff.counts', { added, removed })}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section className={cx(styles.scroll)} tabIndex={0} aria-label={t('diff.title', { file: diff.file })}>
        <table className={cx(styles.table)}>
          <thead className={cx(fields.hidden)}>
            <tr>
              <th>{t('diff.before')}</th>
              <th>{t('diff.after')}</th>
              <th>{t('diff.kind')}</th>
              <th>{t('diff.text')}</th>
            </tr>
          </thead>
          <tbody>
            {diff.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one diff never change places.
              <Line key={index} line={line} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

const signs = { same: '', added: '+', removed: '−', gap: '' };

function Line({ line }: { line: DiffLine }) {
  const { t } = useTranslator();
  if (line.is === 'gap') {
    return (
      <tr className={cx(styles.gap)}>
        <td colSpan={4}>{line.text === '' ? t('diff.gap') : line.text}</td>
      </tr>
    );
  }
  return (
    <tr className={cx(line.is !== 'same' && styles[line.is])}>
      <td className={cx(styles.number)}>{line.before}</td>
      <td className={cx(styles.number)}>{line.after}</td>
      <td className={cx(styles.sign)}>
        <span aria-hidden="true">{signs[line.is]}</span>
        {line.is === 'same' ? null : <span className={cx(fields.hidden)}>{t(`diff.${line.is}`)}</span>}
      </td>
      <td className={cx(styles.text)}>{line.text}</td>
    </tr>
  );
}

/** The diff as text, for a clipboard. */
export function diffText(files: readonly FileDiff[]): string {
  const mark = { same: ' ', added: '+', removed: '-', gap: '@' };
  return files
    .map(({ file, lines }) =>
      [`--- ${file}`, `+++ ${file}`, ...lines.map((line) => `${mark[line.is]}${line.text}`)].join('\n'),
    )
    .join('\n\n');
}

import { useCallback, useState } from 'react';
import type { AgentChain } from '../../../shared/gateway.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import fields from '../../components/fields.module.css';
import { Row } from '../../components/Row.tsx';
import { Section } from '../../components/Section.tsx';
import { useTranslator } from '../../state/language.tsx';
import styles from './Chain.module.css';
import { ChainColumn } from './ChainColumn.tsx';
import { useChainDraft } from './draft-store.ts';
import type { Columns } from './use-chains.ts';
import type { Say } from './use-link-gestures.ts';

/** One column for each agent with a chain of its own, the defaults first; below, those without. */
export function ChainBoard({ columns, inheriting, picture, editable }: Columns & { editable: boolean }) {
  const { t } = useTranslator();
  const [spoken, setSpoken] = useState('');
  const say: Say = useCallback(
    (what, link, place, of) => setSpoken(t(`chainView.said.${what}`, { link, place, of })),
    [t],
  );
  return (
    <div className={cx(styles.board)}>
      <div className={cx(styles.columns)}>
        {columns.map((column) => (
          <ChainColumn
            key={column.view.agentId ?? ''}
            column={column}
            picture={picture}
            editable={editable}
            alsoFor={column.view.agentId === null ? inheriting : noAgents}
            say={say}
          />
        ))}
      </div>
      <Inheriting agents={inheriting} editable={editable} />
      <div role="status" aria-live="polite" className={cx(fields.hidden)}>
        {spoken}
      </div>
    </div>
  );
}

const noAgents: readonly AgentChain[] = [];

function Inheriting({ agents, editable }: { agents: readonly AgentChain[]; editable: boolean }) {
  const { t } = useTranslator();
  const draft = useChainDraft();
  if (agents.length === 0) return null;
  return (
    <Section title={t('chainView.inheriting')} note={t('chainView.inheriting.note')} grouped>
      {agents.map(({ agentId, name, effective, notEditable }) => (
        <Row key={agentId} label={name ?? agentId}>
          {editable && notEditable === null ? (
            <Button
              onPress={() =>
                draft.change([
                  {
                    edit: 'give-own-chain',
                    agentId,
                    primary: effective.primary,
                    fallbacks: effective.fallbacks,
                  },
                ])
              }
            >
              {t('chainView.giveOwn')}
            </Button>
          ) : null}
        </Row>
      ))}
    </Section>
  );
}

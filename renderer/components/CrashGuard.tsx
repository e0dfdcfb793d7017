import CircleAlert from 'lucide-react/icons/circle-alert';
import { Component, type ErrorInfo, type ReactNode, useState } from 'react';
import { useT } from '../state/language.tsx';
import { useApi } from '../state/store-context.ts';
import { Button } from './Button.tsx';
import { Empty } from './Empty.tsx';

export type CrashGuardProps = {
  title: string;
  /** Before what is inside is drawn anew: gives up what cannot be drawn twice, such as a chunk that did not load. */
  onRetry?: () => void;
  children: ReactNode;
};

type Crash = { error: unknown; where: string };

/**
 * What is inside could not be drawn, or its chunk did not load: that is said in its place instead of leaving the
 * window blank. React offers this to classes only.
 */
export class CrashGuard extends Component<CrashGuardProps, { crash: Crash | null }> {
  override state: { crash: Crash | null } = { crash: null };

  static getDerivedStateFromError(error: unknown): { crash: Crash } {
    return { crash: { error, where: '' } };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ crash: { error, where: componentStack ?? '' } });
  }

  override render(): ReactNode {
    const { title, onRetry, children } = this.props;
    const { crash } = this.state;
    if (crash === null) return children;
    const retry = () => {
      onRetry?.();
      this.setState({ crash: null });
    };
    return <Crashed title={title} details={detailsOf(crash)} retry={retry} />;
  }
}

function detailsOf({ error, where }: Crash): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${what}\n${where}`.trim();
}

function Crashed({ title, details, retry }: { title: string; details: string; retry: () => void }) {
  const t = useT();
  const api = useApi();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => setIsCopied((await api.copyText({ text: details })).ok);
  return (
    <div role="alert">
      <Empty icon={CircleAlert} title={title} advice={t('crash.advice')}>
        <Button onPress={() => void copy()}>{t(isCopied ? 'common.copied' : 'crash.copy')}</Button>
        <Button look="primary" onPress={retry}>
          {t('failureAction.retry')}
        </Button>
      </Empty>
    </div>
  );
}

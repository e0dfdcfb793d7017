import GripVertical from 'lucide-react/icons/grip-vertical';
import { Button as AriaButton } from 'react-aria-components/Button';
import { type ChainLink, shownName } from '../../../shared/chain.ts';
import { cx } from '../../components/cx.ts';
import { Icon } from '../../components/Icon.tsx';
import { useT } from '../../state/language.tsx';
import styles from './LinkHandle.module.css';
import { handleMark } from './use-finger-order.ts';

/**
 * What a link is dragged by. The list lets pointers through the button, so that the mouse drags the row; a finger is
 * followed from the place around it.
 */
export function LinkHandle({ link, place, look }: { link: ChainLink; place?: string; look: string }) {
  const t = useT();
  return (
    <span className={cx(styles.handle, place)} {...handleMark}>
      <AriaButton slot="drag" className={look} aria-label={t('chainView.move', { link: shownName(link) })}>
        <Icon of={GripVertical} size={14} />
      </AriaButton>
    </span>
  );
}

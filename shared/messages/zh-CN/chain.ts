import type { chain as english } from '../en/chain.ts';
import type { Translated } from '../types.ts';

export const chain: Translated<typeof english> = {
  'chain.standIn.unreachable': '无法连接 {primary}。',
  'chain.standIn.hung': '{primary} 接收消息但一直不回答。',
  'chain.standIn.not-loadable': '无法加载 {primary}。',
  'chain.standIn.untilWell.unreachable': '无法连接 {primary}。它恢复正常后，会还原你自己的顺序。',
  'chain.standIn.untilWell.hung': '{primary} 接收消息但一直不回答。它恢复正常后，会还原你自己的顺序。',
  'chain.standIn.untilWell.not-loadable': '无法加载 {primary}。加载成功后，会还原你自己的顺序。',
};

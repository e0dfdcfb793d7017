import type { notices as english } from '../en/notices.ts';
import type { Translated } from '../types.ts';

export const notices: Translated<typeof english> = {
  'notice.lost.title': '{model} 已冷却',
  'notice.lost.idle-time': '它在 {server} 上因空闲超时而被卸载。',
  'notice.lost.other-model': '{server} 上的另一个模型取代了它。',
  'notice.lost.server-restart': '{server} 已重新启动。',
  'notice.lost.unknown': '{server} 上已不再加载它。',
  'notice.stopped.title': '已停止为 {model} 保持预热',
  'notice.unreachable.title': '{server} 无法连接',
  'notice.unreachable.body': '模型链中的首个模型在该服务器上运行。',
  'notice.back.title': '{server} 已恢复',
  'notice.back.body': '模型链中的首个模型可以重新连接了。',
  'notice.saveFailed.title': '无法保存更改',
  'notice.saveFailed.body': '网关配置保持原样。',
  'notice.standIn.title': '{ref} 临时替代 {primary}',
  'notice.standIn.ended.title': '{ref} 不再临时替代 {primary}',
  'notice.standIn.ended': '有人更改了模型链，因此临时替代已结束。',
  'notice.action.load': '重新加载',
  'notice.action.look': '显示',
  'notice.action.resume': '重新保持预热',
};

import type { tray as english } from '../en/tray.ts';
import type { Translated } from '../types.ts';

export const tray: Translated<typeof english> = {
  'tray.shape.flame': 'Pilotlight：所有本地模型均已预热',
  'tray.shape.outline': 'Pilotlight：有模型未预热',
  'tray.shape.slash': 'Pilotlight：有服务器无法连接',
  'tray.shape.dot': 'Pilotlight：正在加载',

  'tray.reloadCold': { other: '重新加载 {count} 个未加载的模型' },
  'tray.server': '{server}  ·  {state}',
  'tray.model': '{model}  ·  {state}',
  'tray.stateContext': '{state}，{context:tokens}',
  'tray.reload': '重新加载',
  'tray.moreModels': { other: '另外 {count} 个模型…' },
  'tray.moreServers': { other: '另外 {count} 台服务器…' },
  'tray.chain': '备用链',
  'tray.link': '{number}  {link}  ·  {state}',
  'tray.moreLinks': { other: '另外 {count} 个模型' },
  'tray.editOrder': '编辑顺序…',
  'tray.open': '打开 Pilotlight',
  'tray.checkEverything': '全部检查',
  'tray.pause': '暂停保持预热',
  'tray.pauseFor': { other: '{count} 小时' },
  'tray.installUpdate': '重新启动以使用版本 {version}',
  'tray.settings': '设置…',
  'tray.quit': '退出 Pilotlight',

  'tray.developer': '开发者',
  'tray.developer.open-logs': '打开日志',
  'tray.developer.copy-diagnostics': '拷贝诊断信息',
  'tray.developer.reload-windows': '重新载入窗口',
  'tray.developer.developer-tools': '开发者工具',
  'tray.developer.reset-settings': '还原设置…',

  'appMenu.about': '关于 Pilotlight',
  'appMenu.edit': '编辑',
  'appMenu.view': '显示',
  'appMenu.window': '窗口',

  'ask.closeUnsaved': '要关闭而不保存编辑内容吗？',
  'ask.closeUnsaved.text': '未保存的更改将会丢失。',
  'ask.closeUnsaved.close': '关闭',
  'ask.windowHangs': '窗口没有响应',
  'ask.windowHangs.text': '它可能会自行恢复。重新打开会丢失未保存的编辑内容。',
  'ask.windowHangs.reopen': '重新打开',
};

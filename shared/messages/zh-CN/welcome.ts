import type { welcome as english } from '../en/welcome.ts';
import type { Translated } from '../types.ts';

export const welcome: Translated<typeof english> = {
  'welcome.title': '助手一唤，模型已就绪',
  'welcome.text': 'Pilotlight 会留意你的模型服务器，并确保网关设置与实际情况一致。以下是它找到的内容。',
  'welcome.found': '已找到',
  'welcome.missing': '缺少',
  'welcome.asking': '仍在查询',
  'welcome.config': '网关配置',
  'welcome.config.looking': '正在查找。',
  'welcome.config.missing': '在 {path} 处未找到。稍后可以在“设置”中选取文件。',
  'welcome.config.broken': '第 {line} 行有错误。Pilotlight 会指出位置。',
  'welcome.config.brokenNoPlace': '无法读取。Pilotlight 会说明原因。',
  'welcome.cli': 'openclaw 命令',
  'welcome.cli.found': '版本 {version}',
  'welcome.cli.missing': '未找到。不影响使用，只会略过少数检查。',
  'welcome.cli.looking': '正在查找。',
  'welcome.noServers': '本机的常用端口上没有模型服务器响应。',
  'welcome.serverUnreachable': '配置中提到了它，但没有响应。',
  'welcome.looking': '正在查询常用端口。',
  'welcome.keepWarm': '让模型链中的本地模型保持预热',
  'welcome.keepWarm.note':
    '已加载期间不会因空闲而卸载。其他模型不受影响。不耗 token；只有会被 LM Studio 卸载的模型偶尔需要一个。',
  'welcome.keepWarm.which': '目前为 {models}。',
  'welcome.login': '登录时启动',
  'welcome.use': '使用这些',
  'welcome.start': '开始',
  'welcome.add': '添加服务器',
  'welcome.demo': '试用演示',
  'welcome.demo.text':
    '演示是另一个 Pilotlight，使用虚构的服务器和配置。它不会读取或写入你的任何内容，最迟会随本程序一起结束。',
  'welcome.demo.start': '启动演示',
  'welcome.demo.starting': '正在启动…',
  'welcome.demo.window': '演示正在它自己的窗口中运行。',
  'welcome.demo.ready': '演示已就绪，地址为 {address}。',
  'welcome.demo.open': '打开演示',
  'welcome.readOnly': '查看不会加载或卸载模型，也不会产生费用。',
};

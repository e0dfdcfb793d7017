import type { checksView as english } from '../en/checks-view.ts';
import type { Translated } from '../types.ts';

export const checksView: Translated<typeof english> = {
  'checksView.run': '重新运行',
  'checksView.running': '正在检查…',
  'checksView.copy': '拷贝报告',
  'checksView.copy.plain': '拷贝报告',
  'checksView.copy.masked': '拷贝报告（隐藏主机名）',
  'checksView.copied': '报告已拷贝到剪贴板，其中不含密钥。',
  'checksView.at': '检查时间：{at:time}',
  'checksView.state.broken': '有故障',
  'checksView.state.look': '需要留意',
  'checksView.state.could-not-tell': '无法判断',
  'checksView.state.fine': '正常',
  'checksView.count': { other: '{count} 项检查' },
  'checksView.evidence': '依据',
  'checksView.place': '{file}，第 {line:number} 行',
  'checksView.summary.fine': '能从这里检查的项目全部正常。',
  'checksView.summary.look': { other: '{count} 项需要留意。' },
  'checksView.summary.broken': { other: '{count} 项有故障。' },
  'checksView.empty.title': '尚未检查任何项目',
  'checksView.empty.advice': '检查会查询你的服务器和网关，绝不会唤醒或加载模型。',
};

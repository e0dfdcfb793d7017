import type { fit as english } from '../en/fit.ts';
import type { Translated } from '../types.ts';

export const fit: Translated<typeof english> = {
  'fit.planned.contextTokens': '网关按 {tokens} 个 token 规划，依据 contextTokens。',
  'fit.planned.contextWindow': '网关按 {tokens} 个 token 规划，依据 contextWindow。',
  'fit.planned.loaded': '网关按 {tokens} 个 token 规划，依据模型的加载方式。',
  'fit.planned.discovered': '网关按 {tokens} 个 token 规划，依据对模型的自动发现。',
  'fit.planned.assumed': '网关得不到上下文大小，因此按 {tokens} 个 token 规划。',

  'fit.blocked': '配置只给 {model} {tokens} 个 token。网关会拒绝它，改用下一个模型。',
  'fit.firstRefused':
    '服务器给了 {model} {given} 个 token，但智能体的首条消息就要占用约 {prompt} 个：服务器会拒绝，无论有无备用模型，本轮都会失败。',
  'fit.silentlyCut':
    '网关最多向 {model} 发送 {planned} 个 token，而服务器只保留 {given} 个，并悄悄丢弃开头部分。',
  'fit.cutAlways':
    '{model} 有 {given} 个 token，但智能体的首条消息就要占用约 {prompt} 个：服务器会悄悄丢弃开头部分。',
  'fit.noRoom': '配置给 {model} {tokens} 个 token，网关自身的提示就会将其占满：回答几乎被截断殆尽。',
  'fit.refusedLater':
    '网关为 {model} 规划 {planned} 个 token，服务器只给了 {given} 个：长对话会被拒绝，且届时不会转用备用模型。',
  'fit.largerThanMax': '配置给 {model} {planned} 个 token，但它最多支持 {max} 个。',
  'fit.reloads': '网关要求 {asked} 个 token，而 {model} 以 {loaded} 个加载：下一条消息会使其重新加载。',
  'fit.secondCopy': '{model} 以 {loaded} 个 token 加载，而网关要求 {planned} 个，将会加载第二份副本。',
  'fit.tokensOverWindow': '{model} 的 contextTokens（{tokens}）大于其 contextWindow（{window}）。',
  'fit.answerTooLong': '{model} 的 maxTokens（{answer}）占满了 {planned} 个 token，没有给对话留下空间。',
  'fit.low': '网关对 {model} 发出警告：{planned} 个 token 不到其 {native} 个的五分之一。',
  'fit.wastes': '服务器为 {model} 保留 {given} 个 token，网关只用 {planned} 个：其余内存闲置。',

  'fit.fix.set': '将 {field} 设为 {value}',
  'fit.fix.reload': '以 {context} 个 token 重新加载',
  'fit.fix.reloadMemory': '以 {context} 个 token 重新加载（约占 {memory:bytes}）',
};

import type { forecast as english } from '../en/forecast.ts';
import type { Translated } from '../types.ts';

export const forecast: Translated<typeof english> = {
  'link.place.this-machine': '在本机',
  'link.place.lan': '在本地网络',
  'link.place.tailnet': '在 tailnet 中',
  'link.place.hosted': '托管',
  'link.place.hostedIn': '托管，{region}',
  'link.place.hostedVia': '由 {services} 托管',
  'link.place.elsewhere': '在另一台机器上，通过 LM Link',
  'link.place.passedOn': '转交给托管服务',
  'link.place.hybrid': '本地或托管，逐条消息决定（{local} 或 {hosted}）',
  'link.place.unknown': '位置未知',

  'link.state.warm': '已预热',
  'link.state.busy': '已预热，正在回答',
  'link.state.loading': '正在加载',
  'link.state.cold': '未加载',
  'link.state.asleep': '休眠',
  'link.state.failed': '无法加载：{reason}',
  'link.state.stopped': '{server} 未运行',
  'link.state.unreachable': '无法连接 {server}',
  'link.state.hung': '{server} 没有响应',
  'link.state.keyRefused': '{server} 拒绝了密钥',
  'link.state.notListed': '{server} 没有模型 {model}',
  'link.state.notListedNearest': '{server} 没有模型 {model}，但有 {nearest}',
  'link.state.key.present': '密钥已设置',
  'link.state.key.missing': '无密钥',
  'link.state.key.not-visible': '此处看不到密钥',
  'link.state.unknown.not-told': '服务器未提供',
  'link.state.unknown.not-asked-yet': '尚未查询',
  'link.state.noSuchProvider': '配置中没有此提供商',
  'link.state.unknown.not-a-ref': '引用不完整',
  'link.state.unknown.not-watched': '未留意此服务器',
  'link.state.unknown.key-not-sent': '需要只有网关能读取的密钥',

  'forecast.warm': '{model} 已加载，由它回答。',
  'forecast.hosted': '由 {provider} 回答。',
  'forecast.keyNotVisible': '如果网关有 {provider} 的密钥，则由它回答；此处看不到该密钥。',
  'forecast.proxy': '由 {server} 回答；它未告知加载了什么。',
  'forecast.otherModel': '{server} 会回答，但用的是 {instead}：它不看名称 {model}。',
  'forecast.cutShort': '{model} 的回答几乎为空：声明的上下文在对话开始前就已占满。',
  'forecast.loads': '先加载 {model}，约需 {seconds} 秒。',
  'forecast.loadsUnknown': '先加载 {model}；尚未看到过需要多久。',
  'forecast.loadOutlasts':
    '{model} 加载约需 {seconds} 秒，超过提供商的 {limit} 秒限制：网关会放弃并再次请求，待加载完成后得到回答。',
  'forecast.neverLoads':
    '{model} 加载约需 {seconds} 秒，而提供商的限制为 {limit} 秒，且每次尝试都从头开始：本轮会失败。',
  'forecast.notLoadedByItself': '{server} 不会自动加载 {model}。',
  'forecast.cannotTell': '从这里无法判断网关会如何处理 {model}。',
  'forecast.duplicate': '在模型链中已请求过。',

  'forecast.movesOn.stopped': '{server} 未运行：网关会尝试约 {seconds} 秒，然后转到下一个。',
  'forecast.movesOn.unreachable': '无法连接 {server}：网关会尝试约 {seconds} 秒，然后转到下一个。',
  'forecast.movesOn.server-error': '{server} 返回错误：网关会尝试约 {seconds} 秒，然后转到下一个。',
  'forecast.movesOn.rate-limited': '{server} 拒绝请求：网关会尝试约 {seconds} 秒，然后转到下一个。',
  'forecast.movesOn.not-listed': '{server} 没有 {model}：网关约 {seconds} 秒后转到下一个。',
  'forecast.movesOn.no-such-provider':
    '配置中没有提供商 {server}，网关也不认识这个名称：约 {seconds} 秒后转到下一个。',
  'forecast.movesOn.key-refused': '{server} 拒绝了密钥：网关约 {seconds} 秒后转到下一个。',
  'forecast.movesOn.key-missing': '{server} 没有密钥：网关约 {seconds} 秒后转到下一个。',
  'forecast.movesOn.context-blocked': '{model} 声明的上下文对网关来说太小，网关约 {seconds} 秒后转到下一个。',
  'forecast.movesOn.load-failed': '{model} 无法加载：网关会尝试约 {seconds} 秒，然后转到下一个。',
  'forecast.fails.hung': '{server} 接受消息但从不回答：约 {seconds} 秒后本轮失败，不会再请求其他模型。',
  'forecast.fails.context-overflow':
    '首条消息大于 {server} 给 {model} 的上下文：约 {seconds} 秒后本轮失败，不会再请求其他模型。',

  'forecast.chain.now': '现在会由 {link} 回答。',
  'forecast.chain.likely': '现在很可能会由 {link} 回答。',
  'forecast.chain.ifKey': '如果网关有密钥，会由 {link} 回答；此处看不到该密钥。',
  'forecast.chain.afterIfKey':
    '{primary} 不会回答：如果网关有密钥（此处看不到），约 {seconds} 秒后由 {link} 回答。',
  'forecast.chain.afterLoad': '加载后会由 {link} 回答，约需 {seconds} 秒。',
  'forecast.chain.afterUnknownLoad': '加载后会由 {link} 回答。',
  'forecast.chain.after.stopped': '{server} 已停止：每条消息会等待约 {seconds} 秒，然后由 {link} 回答。',
  'forecast.chain.after.unreachable':
    '无法连接 {server}：每条消息会等待约 {seconds} 秒，然后由 {link} 回答。',
  'forecast.chain.after.server-error':
    '{server} 返回错误：每条消息会等待约 {seconds} 秒，然后由 {link} 回答。',
  'forecast.chain.after.rate-limited':
    '{server} 拒绝请求：每条消息会等待约 {seconds} 秒，然后由 {link} 回答。',
  'forecast.chain.after.not-listed': '{server} 没有 {primary}：约 {seconds} 秒后由 {link} 回答。',
  'forecast.chain.after.no-such-provider': '没有提供商 {server}：约 {seconds} 秒后由 {link} 回答。',
  'forecast.chain.after.key-refused': '{server} 拒绝了密钥：约 {seconds} 秒后由 {link} 回答。',
  'forecast.chain.after.key-missing': '{server} 没有密钥：约 {seconds} 秒后由 {link} 回答。',
  'forecast.chain.after.context-blocked':
    '{primary} 的上下文对网关来说太小：约 {seconds} 秒后由 {link} 回答。',
  'forecast.chain.after.load-failed':
    '{primary} 无法加载：每条消息会等待约 {seconds} 秒，然后由 {link} 回答。',
  'forecast.chain.hung': '{server} 接受消息但从不回答：约 {seconds} 秒后本轮失败。',
  'forecast.chain.hungStops':
    '{server} 接受消息但从不回答：约 {seconds} 秒后本轮失败，不会再请求 {link} 之后的模型。',
  'forecast.chain.overflow': '智能体的首条消息超出 {link} 的上下文：本轮失败。',
  'forecast.chain.overflowStops': '智能体的首条消息超出 {link} 的上下文：本轮失败，不会再请求其后的模型。',
  'forecast.chain.neverLoads': '{link} 未加载，且加载时间超过网关的等待时间：本轮失败。',
  'forecast.chain.allFail': '没有模型能够回答：约 {seconds} 秒后本轮失败。',
  'forecast.chain.empty': '未设置模型。',
  'forecast.chain.unknown': '从这里无法判断 {link} 是否会回答。',

  'badge.duplicate': '在模型链中出现两次；第二次永远不会用到。',
  'badge.outsideAllow': '不在策略允许的模型之列。模型链仍会使用它。',
  'badge.aliasAmbiguous': '多个模型使用别名 {alias}；网关会采用 {ref}。',
  'badge.aliasElsewhere': '{alias} 是 {ref} 的别名，尽管另有同名模型。',
  'badge.timeoutTooShort':
    '加载约需 {load} 秒，而提供商的 timeoutSeconds 为 {limit}：模型就绪前请求就会放弃。',
  'badge.passesDataOn': '看似本地，但消息会离开本机，发往托管服务。',
  'badge.noPrimary': '未设置主用模型。',
  'badge.noFallbacks.string': '无备用：模型写成了单个名称。',
  'badge.noFallbacks.pinned': '无备用：此智能体只指定了主用模型，也不继承备用模型。',
  'badge.noFallbacks.off': '无备用：已用空列表关闭。',
  'badge.noFallbacks.none': '无备用。',
  'badge.thrash.oneAtATime':
    '{first} 和 {second} 都在 {server} 上，而它一次只保留一个模型：每次切换都要重新加载。',
  'badge.thrash.seen': '{first} 和 {second} 在 {server} 上互相将对方挤出内存。',
  'badge.thrash.memory':
    '{first} 和 {second} 在 {server} 上共需 {needed:bytes}，超过它迄今容纳过的量：它们可能会互相挤出。',
  'badge.scheduled': '定时任务每 {every} 使用一次此模型链。',
  'badge.companion.heartbeat': '心跳使用同一服务器上的 {other}：可能会将 {first} 挤出内存。',
  'badge.companion.compaction': '压缩使用同一服务器上的 {other}：可能会将 {first} 挤出内存。',
  'badge.companion.other': '{role} 使用同一服务器上的 {other}：可能会将 {first} 挤出内存。',
  'badge.nobody': '现在没有模型会回答。',

  'fix.removeLink': '移除重复的 {ref}',
  'fix.useObjectForm': '改写为可添加备用模型的形式',
  'fix.timeout': '给提供商 {seconds} 秒',
};

/** How a model's context on the server and in the config go together. */
export const fit = {
  'fit.planned.contextTokens': 'The gateway plans with {tokens} tokens, from contextTokens.',
  'fit.planned.contextWindow': 'The gateway plans with {tokens} tokens, from contextWindow.',
  'fit.planned.loaded': 'The gateway plans with {tokens} tokens, as the model is loaded.',
  'fit.planned.discovered': 'The gateway plans with {tokens} tokens, as it discovers the model.',
  'fit.planned.assumed': 'Nothing tells the gateway a context, so it plans with {tokens} tokens.',

  'fit.blocked':
    'The config gives {model} only {tokens} tokens. The gateway refuses it and takes the next link.',
  'fit.firstRefused':
    '{model} has {given} tokens on the server, but an agent’s first message already takes about {prompt}: the server refuses it and the turn fails, fallbacks or not.',
  'fit.silentlyCut':
    'The gateway sends {model} up to {planned} tokens, the server keeps {given} and drops the beginning without a word.',
  'fit.cutAlways':
    '{model} has {given} tokens, but an agent’s first message already takes about {prompt}: the server drops the beginning without a word.',
  'fit.noRoom':
    'The config gives {model} {tokens} tokens, which the gateway’s own prompt fills: answers are cut to almost nothing.',
  'fit.refusedLater':
    'The gateway plans with {planned} tokens for {model}, the server gave it {given}: long conversations are refused, and no fallback is asked then.',
  'fit.largerThanMax': 'The config gives {model} {planned} tokens, but it can do {max} at most.',
  'fit.reloads':
    'The gateway asks for {asked} tokens, {model} is loaded with {loaded}: the next message loads it again.',
  'fit.secondCopy':
    '{model} is loaded with {loaded} tokens, the gateway wants {planned} and will load a second copy.',
  'fit.tokensOverWindow': 'contextTokens of {model} ({tokens}) is larger than its contextWindow ({window}).',
  'fit.answerTooLong':
    'maxTokens of {model} ({answer}) leaves nothing of its {planned} tokens for the conversation.',
  'fit.low': 'The gateway warns about {model}: {planned} tokens is less than a fifth of its {native}.',
  'fit.wastes':
    'The server keeps {given} tokens for {model}, the gateway uses {planned}: the rest is idle memory.',

  'fit.fix.set': 'Set {field} to {value}',
  'fit.fix.reload': 'Reload with {context} tokens',
  'fit.fix.reloadMemory': 'Reload with {context} tokens (takes about {memory:bytes})',
} as const;

/** What would happen with a message sent now, link by link, and what is odd about a chain. */
export const forecast = {
  'link.place.this-machine': 'on this machine',
  'link.place.lan': 'on the local network',
  'link.place.tailnet': 'in the tailnet',
  'link.place.hosted': 'hosted',
  'link.place.hostedIn': 'hosted, {region}',
  'link.place.hostedVia': 'hosted, by {services}',
  'link.place.elsewhere': 'on another machine, through LM Link',
  'link.place.passedOn': 'passed on to a hosted service',
  'link.place.hybrid': 'on this side or hosted, decided with each message ({local} or {hosted})',
  'link.place.unknown': 'place unknown',

  'link.state.warm': 'warm',
  'link.state.busy': 'warm, answering',
  'link.state.loading': 'loading',
  'link.state.cold': 'not loaded',
  'link.state.asleep': 'asleep',
  'link.state.failed': 'could not be loaded: {reason}',
  'link.state.stopped': '{server} is not running',
  'link.state.unreachable': '{server} cannot be reached',
  'link.state.hung': '{server} does not answer',
  'link.state.keyRefused': '{server} refuses the key',
  'link.state.notListed': '{server} has no model {model}',
  'link.state.notListedNearest': '{server} has no model {model}; it has {nearest}',
  'link.state.key.present': 'key is there',
  'link.state.key.missing': 'no key',
  'link.state.key.not-visible': 'key not visible from here',
  'link.state.unknown.not-told': 'the server does not tell',
  'link.state.unknown.not-asked-yet': 'not asked yet',
  'link.state.noSuchProvider': 'the config has no such provider',
  'link.state.unknown.not-a-ref': 'not a full reference',
  'link.state.unknown.not-watched': 'this server is not watched',
  'link.state.unknown.key-not-sent': 'wants a key that only the gateway can read',

  'forecast.warm': '{model} is loaded and answers.',
  'forecast.hosted': '{provider} answers.',
  'forecast.keyNotVisible': '{provider} answers if the gateway has its key, which is not visible from here.',
  'forecast.proxy': '{server} answers; it does not tell what is loaded.',
  'forecast.otherModel': '{server} answers, but with {instead}: it does not look at the name {model}.',
  'forecast.cutShort':
    '{model} answers with almost nothing: its declared context is full before the conversation begins.',
  'forecast.loads': '{model} is loaded first, which takes about {seconds} s.',
  'forecast.loadsUnknown': '{model} is loaded first; how long that takes was not seen yet.',
  'forecast.loadOutlasts':
    '{model} takes about {seconds} s to load, longer than the {limit} s the provider is given: the gateway gives up, asks again and is answered once the load is done.',
  'forecast.neverLoads':
    '{model} takes about {seconds} s to load, the provider is given {limit} s, and each try starts over: the turn fails.',
  'forecast.notLoadedByItself': '{server} does not load {model} by itself.',
  'forecast.cannotTell': 'What the gateway does with {model} cannot be told from here.',
  'forecast.duplicate': 'Already asked earlier in the chain.',

  'forecast.movesOn.stopped':
    '{server} is not running: the gateway tries for about {seconds} s, then moves on.',
  'forecast.movesOn.unreachable':
    '{server} cannot be reached: the gateway tries for about {seconds} s, then moves on.',
  'forecast.movesOn.server-error':
    '{server} answers with an error: the gateway tries for about {seconds} s, then moves on.',
  'forecast.movesOn.rate-limited':
    '{server} turns requests away: the gateway tries for about {seconds} s, then moves on.',
  'forecast.movesOn.not-listed':
    '{server} does not have {model}: the gateway moves on after about {seconds} s.',
  'forecast.movesOn.no-such-provider':
    'The config has no provider {server}, and the gateway knows none of that name: it moves on after about {seconds} s.',
  'forecast.movesOn.key-refused': '{server} refuses the key: the gateway moves on after about {seconds} s.',
  'forecast.movesOn.key-missing': '{server} has no key: the gateway moves on after about {seconds} s.',
  'forecast.movesOn.context-blocked':
    'The declared context of {model} is too small for the gateway, which moves on after about {seconds} s.',
  'forecast.movesOn.load-failed':
    '{model} could not be loaded: the gateway tries for about {seconds} s, then moves on.',
  'forecast.fails.hung':
    '{server} accepts the message and never answers: after about {seconds} s the turn fails, and no other link is asked.',
  'forecast.fails.context-overflow':
    'The first message is larger than what {server} gave {model}: the turn fails after about {seconds} s, and no other link is asked.',

  'forecast.chain.now': '{link} would answer now.',
  'forecast.chain.likely': '{link} would probably answer now.',
  'forecast.chain.ifKey': '{link} would answer if the gateway has its key, which is not visible from here.',
  'forecast.chain.afterIfKey':
    '{primary} does not answer: after about {seconds} s {link} would, if the gateway has its key, which is not visible from here.',
  'forecast.chain.afterLoad': '{link} would answer after loading, in about {seconds} s.',
  'forecast.chain.afterUnknownLoad': '{link} would answer after loading.',
  'forecast.chain.after.stopped':
    '{server} is stopped: each message would wait about {seconds} s, then {link} answers.',
  'forecast.chain.after.unreachable':
    '{server} cannot be reached: each message would wait about {seconds} s, then {link} answers.',
  'forecast.chain.after.server-error':
    '{server} answers with errors: each message would wait about {seconds} s, then {link} answers.',
  'forecast.chain.after.rate-limited':
    '{server} turns requests away: each message would wait about {seconds} s, then {link} answers.',
  'forecast.chain.after.not-listed':
    '{server} does not have {primary}: {link} answers after about {seconds} s.',
  'forecast.chain.after.no-such-provider':
    'There is no provider {server}: {link} answers after about {seconds} s.',
  'forecast.chain.after.key-refused': '{server} refuses the key: {link} answers after about {seconds} s.',
  'forecast.chain.after.key-missing': '{server} has no key: {link} answers after about {seconds} s.',
  'forecast.chain.after.context-blocked':
    '{primary} has too little context for the gateway: {link} answers after about {seconds} s.',
  'forecast.chain.after.load-failed':
    '{primary} could not be loaded: each message would wait about {seconds} s, then {link} answers.',
  'forecast.chain.hung':
    '{server} accepts messages and never answers: the turn fails after about {seconds} s.',
  'forecast.chain.hungStops':
    '{server} accepts messages and never answers: the turn fails after about {seconds} s, the links after {link} are not asked.',
  'forecast.chain.overflow': 'An agent’s first message does not fit into {link}: the turn fails.',
  'forecast.chain.overflowStops':
    'An agent’s first message does not fit into {link}: the turn fails, the links after it are not asked.',
  'forecast.chain.neverLoads':
    '{link} is not loaded and takes longer to load than the gateway waits: the turn fails.',
  'forecast.chain.allFail': 'No link can answer: the turn fails after about {seconds} s.',
  'forecast.chain.empty': 'No model is set.',
  'forecast.chain.unknown': 'Whether {link} would answer cannot be told from here.',

  'badge.duplicate': 'Appears twice in the chain; the second time is never used.',
  'badge.outsideAllow': 'Not among the models the policy allows. The chain uses it all the same.',
  'badge.aliasAmbiguous': 'Several models have the alias {alias}; the gateway takes {ref}.',
  'badge.aliasElsewhere': '{alias} is an alias of {ref}, although a model of that name exists.',
  'badge.timeoutTooShort':
    'Loading takes about {load} s, the provider’s timeoutSeconds is {limit}: requests give up before the model is there.',
  'badge.passesDataOn': 'Looks local, but messages leave for a hosted service.',
  'badge.noPrimary': 'No primary model is set.',
  'badge.noFallbacks.string': 'No fallbacks: the model is written as a single name.',
  'badge.noFallbacks.pinned': 'No fallbacks: this agent names its primary without any, and inherits none.',
  'badge.noFallbacks.off': 'No fallbacks: they are switched off with an empty list.',
  'badge.noFallbacks.none': 'No fallbacks.',
  'badge.thrash.oneAtATime':
    '{first} and {second} are on {server}, which keeps one model at a time: going from one to the other loads it each time.',
  'badge.thrash.seen': '{first} and {second} push each other out of memory on {server}.',
  'badge.thrash.memory':
    '{first} and {second} together need {needed:bytes} on {server}, more than it held so far: they may push each other out.',
  'badge.scheduled': 'Scheduled work uses this chain every {every}.',
  'badge.companion.heartbeat':
    'The heartbeat uses {other} on the same server: it may push {first} out of memory.',
  'badge.companion.compaction':
    'Compaction uses {other} on the same server: it may push {first} out of memory.',
  'badge.companion.other': '{role} uses {other} on the same server: it may push {first} out of memory.',
  'badge.nobody': 'Nobody would answer now.',

  'fix.removeLink': 'Remove the second {ref}',
  'fix.useObjectForm': 'Write it so that fallbacks can be added',
  'fix.timeout': 'Give the provider {seconds} s',
} as const;

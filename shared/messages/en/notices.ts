/** System notifications. Few, short, and understood without the app open. */
export const notices = {
  'notice.lost.title': '{model} went cold',
  'notice.lost.idle-time': 'It idled out on {server}.',
  'notice.lost.other-model': 'Another model took its place on {server}.',
  'notice.lost.server-restart': '{server} was restarted.',
  'notice.lost.unknown': 'It is no longer loaded on {server}.',
  'notice.stopped.title': 'Keep warm stopped for {model}',
  'notice.unreachable.title': '{server} is unreachable',
  'notice.unreachable.body': 'The first model of your chain runs there.',
  'notice.back.title': '{server} is back',
  'notice.back.body': 'The first model of your chain can be reached again.',
  'notice.saveFailed.title': 'The change could not be saved',
  'notice.saveFailed.body': 'The gateway’s config is as it was.',
  'notice.action.load': 'Load it again',
  'notice.action.look': 'Show',
  'notice.action.resume': 'Keep warm again',
} as const;

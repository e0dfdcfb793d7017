/** The first-run page. */
export const welcome = {
  'welcome.title': 'Your models, ready when the assistant calls',
  'welcome.text':
    'Pilotlight watches your model servers and keeps the gateway’s setup honest. This is what it found.',
  'welcome.found': 'Found',
  'welcome.missing': 'Missing',
  'welcome.asking': 'Still asking',
  'welcome.config': 'Gateway config',
  'welcome.config.looking': 'Looking for it.',
  'welcome.config.missing': 'Not found at {path}. You can choose the file later in Settings.',
  'welcome.config.broken': 'It has a mistake at line {line}. Pilotlight shows where.',
  'welcome.config.brokenNoPlace': 'It cannot be read. Pilotlight shows why.',
  'welcome.cli': 'openclaw command',
  'welcome.cli.found': 'Version {version}',
  'welcome.cli.missing': 'Not found. Everything works; a few checks are left out.',
  'welcome.cli.looking': 'Looking for it.',
  'welcome.noServers': 'No model server answers on the usual ports of this machine.',
  'welcome.serverUnreachable': 'Named in the config, but nothing answers.',
  'welcome.looking': 'Asking the usual ports.',
  'welcome.keepWarm': 'Keep the local links of the fallback chain warm',
  'welcome.keepWarm.note':
    'While they are loaded, they don’t idle out. Your other models are left alone. It costs no tokens; only a model that LM Studio would unload takes one now and then.',
  'welcome.keepWarm.which': 'That is {models} right now.',
  'welcome.login': 'Start at login',
  'welcome.use': 'Use these',
  'welcome.start': 'Start',
  'welcome.add': 'Add a server',
  'welcome.demo': 'Try the demo',
  'welcome.demo.text':
    'The demo runs beside your own setup, with made-up servers and a made-up config. Start it from a terminal:',
  'welcome.readOnly': 'Looking never loads, unloads or bills anything.',
} as const;

import type { FailureCode } from '../../failures.ts';
import type { FailureText } from '../types.ts';

/** What happened and what to do, for every code of shared/failures.ts. A code without text does not compile. */
export const failures: Record<FailureCode, FailureText> = {
  'connection-refused': {
    title: 'Nothing answers at this address.',
    advice: 'Start the server, or correct its address and port.',
  },
  'no-connection': {
    title: 'The machine could not be reached.',
    advice: 'It may be off, asleep or on another network.',
  },
  'timed-out': {
    title: 'The server did not answer in time.',
    advice: 'It may be busy or asleep. Try again in a moment.',
  },
  'name-not-found': {
    title: 'This host name is not known on your network.',
    advice: 'Check the spelling, or use the IP address.',
  },
  'tls-failed': {
    title: 'A secure connection could not be made.',
    advice: 'Check the certificate, or use http:// for a server on your own network.',
  },
  'connection-lost': {
    title: 'The server closed the connection in the middle of an answer.',
    advice: 'It may have restarted. Try again.',
  },
  'address-not-allowed': {
    title: 'Pilotlight does not connect to this kind of address.',
    advice: 'Use http:// or https:// and the address of a server on this machine or your network.',
  },
  'redirect-refused': {
    title: 'The server pointed to another address, and Pilotlight did not follow.',
    advice: 'Enter the final address directly.',
  },
  unauthorised: {
    title: 'The server wants a key, or did not accept the one it got.',
    advice: 'Set the key of this server.',
  },
  forbidden: {
    title: 'The key is known but not allowed to do this.',
    advice: 'Use a key with more rights, or allow it on the server.',
  },
  'not-found': {
    title: 'The server does not have what was asked for.',
    advice: 'Check the path of the address: some servers need /v1, others must not have it.',
  },
  'rate-limited': {
    title: 'The server asks for fewer requests.',
    advice: 'Wait a little, then try again.',
  },
  'server-error': {
    title: 'The server ran into an error of its own.',
    advice: 'Look into its log. Restarting it often helps.',
  },
  'server-loading': {
    title: 'The server is still starting up.',
    advice: 'Wait until it has loaded its model.',
  },
  'bad-answer': {
    title: 'The answer could not be understood.',
    advice: 'Check that this address is an inference server and not a web page.',
  },
  'answer-too-large': {
    title: 'The answer was too large to be read.',
    advice: 'Check that this address is an inference server.',
  },
  'wrong-kind-of-server': {
    title: 'Another kind of server answers at this address.',
    advice: 'Let Pilotlight recognise the kind again, or choose it yourself.',
  },
  'not-supported': {
    title: 'This server has no way to do that.',
    advice: 'Do it in the server’s own app, or look at what this kind of server can do.',
  },
  'model-not-found': {
    title: 'The server does not know this model.',
    advice: 'Check the model’s exact name in the list of the server.',
  },
  'model-busy': {
    title: 'The model is answering someone right now.',
    advice: 'Wait until it is done, or go ahead and cut the answer off.',
  },
  'out-of-memory': {
    title: 'There is not enough memory for this model.',
    advice: 'Unload another model, or load this one with a smaller context.',
  },
  'load-failed': {
    title: 'The server could not load the model.',
    advice: 'Look into the server’s log, or try a smaller context.',
  },
  'load-not-confirmed': {
    title: 'The server accepted the load, but the model did not turn up.',
    advice: 'Ask the server again. If the model stays away, look into the server’s log.',
  },
  'load-goes-on': {
    title: 'The server goes on loading.',
    advice: 'It cannot be stopped. Unload the model when it is there.',
  },
  'already-in-progress': {
    title: 'This is already being done.',
    advice: 'Wait until it has finished.',
  },
  cancelled: { title: 'It was cancelled.', advice: 'Start it again whenever you like.' },
  'may-cost-money': {
    title: 'This would send a request that may cost money.',
    advice: 'Confirm it first if you want it.',
  },
  'untrusted-sender': {
    title: 'The request did not come from a Pilotlight window.',
    advice: 'Close the window and open it again.',
  },
  'invalid-input': {
    title: 'Something in what was entered is not valid.',
    advice: 'Correct it and try again.',
  },
  'unknown-server': {
    title: 'This server is not in the list any more.',
    advice: 'Add it again if you still use it.',
  },
  'unknown-model': {
    title: 'This model is not in the list any more.',
    advice: 'Ask the server again to see what it has now.',
  },
  internal: {
    title: 'Something went wrong inside Pilotlight.',
    advice: 'Try again. If it stays, copy the diagnostics and report it.',
  },
  'connection-closed': {
    title: 'This window has lost its connection to Pilotlight.',
    advice: 'It reconnects by itself as soon as Pilotlight is running.',
  },
  'config-missing': {
    title: 'The gateway’s config file was not found.',
    advice: 'Choose the file in Settings, or create a new one.',
  },
  'config-unreadable': {
    title: 'The gateway’s config file could not be read.',
    advice: 'Check its permissions.',
  },
  'config-not-a-file': {
    title: 'There is something at the config path that is not a file.',
    advice: 'Choose another path in Settings.',
  },
  'config-is-symlink': {
    title: 'The config is a link to another file, which the gateway does not write to.',
    advice: 'Copy the change and make it in the real file.',
  },
  'config-read-only': {
    title: 'The config is read-only here.',
    advice: 'Copy the change and make it where the file is managed.',
  },
  'config-not-utf8': {
    title: 'The config file is not UTF-8 text.',
    advice: 'Save it as UTF-8 in an editor.',
  },
  'config-syntax': {
    title: 'The config has a syntax error.',
    advice:
      'Correct it at the place shown, or restore the last good version. The gateway goes on with the old one until it starts again.',
  },
  'config-too-large': {
    title: 'The config file is unusually large and was not read.',
    advice: 'Check that the path is right.',
  },
  'config-shape': {
    title: 'A part of the config does not have the shape the gateway expects.',
    advice: 'Correct it at the place shown. The rest is still read.',
  },
  'config-include-refused': {
    title: 'This part of the config is included in a way that cannot be edited.',
    advice: 'Change it in the included file directly.',
  },
  'config-changed-meanwhile': {
    title: 'Someone else changed the file meanwhile.',
    advice: 'Look at the change again on top of the new text, then save.',
  },
  'config-check-failed': {
    title: 'The change did not pass the checks, so nothing was written.',
    advice: 'Correct what is marked, then save again.',
  },
  'config-guard': {
    title: 'The change would have touched more than it should, so nothing was written.',
    advice: 'The file is as it was. Make the change in the editor instead.',
  },
  'config-write-failed': {
    title: 'The config could not be written.',
    advice: 'The file is as it was. Check free space and permissions of its folder.',
  },
  'edit-not-possible': {
    title: 'This change does not fit the file as it is.',
    advice: 'Make it in the editor, or reload the config and try again.',
  },
  'backup-failed': {
    title: 'The previous version could not be kept, so nothing was written.',
    advice: 'Check free space and permissions of Pilotlight’s own folder.',
  },
  'undo-not-possible': {
    title: 'The file was changed since, so it cannot simply be put back.',
    advice: 'Look at the difference and apply the parts you want.',
  },
  'cli-missing': {
    title: 'The openclaw command was not found.',
    advice: 'Install it, or set its path in Settings. Checks that need it are left out.',
  },
  'cli-failed': {
    title: 'The openclaw command ended with an error.',
    advice: 'Run it in a terminal to see more.',
  },
  'gateway-unreachable': {
    title: 'The gateway is not running.',
    advice: 'Start it with “openclaw gateway start”.',
  },
  'settings-write-failed': {
    title: 'The settings could not be saved.',
    advice: 'Check free space and permissions of Pilotlight’s folder.',
  },
  'history-unavailable': {
    title: 'The history cannot be read right now.',
    advice: 'Everything else works. It is tried again at the next start.',
  },
  'key-store-unavailable': {
    title: 'The system’s key store is not available.',
    advice: 'Unlock it, or name the key in the gateway’s config instead.',
  },
  'desktop-only': {
    title: 'This needs the desktop app.',
    advice: 'Do it on the machine where Pilotlight has a window of its own.',
  },
  'update-failed': {
    title: 'The update could not be installed.',
    advice: 'Try again, or use it at the next start. You can also download it by hand.',
  },
  'demo-failed': {
    title: 'The demo could not be started.',
    advice: 'Try again. The details tell what it said before it ended.',
  },
};

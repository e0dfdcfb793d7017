/**
 * Starts the app's main as Electron does: `node boot.ts <main file> <arguments>`. The app is ready only when the
 * main module has been evaluated to its end, so a main that awaits whenReady() at its top level never gets there.
 * (Electron waits forever; here it is told, and ended.) A main that cannot be loaded ends the process too, where
 * Electron shows a dialog.
 */
import './register.ts';
import { pathToFileURL } from 'node:url';

process.argv.splice(1, 1);
const { lifecycle, patience } = await import('./simulated/lifecycle.ts');
const deadlock = setInterval(() => {
  if (!lifecycle.readyAskedFor) return;
  giveUp('main awaits app.whenReady() at its top level: Electron is ready only after main was evaluated');
}, patience);

function giveUp(reason: unknown): never {
  process.stderr.write(`electron stand-in: ${reason instanceof Error ? reason.stack : String(reason)}\n`);
  process.exit(1);
}

const { announceReady } = await import('./simulated/wiring.ts');
await import(pathToFileURL(process.argv[1] ?? '').href).catch(giveUp);
clearInterval(deadlock);
announceReady();
